// Enums that an entry file exports become exported globals, `Status.Ok` and so on.
export { BufferType } from "mesh-wasm/assembly/abi/enums/buffer-type";
export { DataAction } from "mesh-wasm/assembly/abi/enums/data-action";
export { HeaderMapType } from "mesh-wasm/assembly/abi/enums/header-map-type";
export { HeadersAction } from "mesh-wasm/assembly/abi/enums/headers-action";
export { LogLevel } from "mesh-wasm/assembly/abi/enums/log-level";
export { MetadataAction } from "mesh-wasm/assembly/abi/enums/metadata-action";
export { MetricType } from "mesh-wasm/assembly/abi/enums/metric-type";
export { NetworkAction } from "mesh-wasm/assembly/abi/enums/network-action";
export { PeerType } from "mesh-wasm/assembly/abi/enums/peer-type";
export { Status } from "mesh-wasm/assembly/abi/enums/status";
export { StreamType } from "mesh-wasm/assembly/abi/enums/stream-type";
export { TrailersAction } from "mesh-wasm/assembly/abi/enums/trailers-action";
export { WasiClock } from "mesh-wasm/assembly/abi/enums/wasi-clock";
export { WasiErrno } from "mesh-wasm/assembly/abi/enums/wasi-errno";
