/**
 * The SDK: what a filter imports.
 *
 * @module
 */
export { Bytes } from "./abi/bytes";
export { BufferType } from "./abi/enums/buffer-type";
export { DataAction } from "./abi/enums/data-action";
export { GrpcStatus } from "./abi/enums/grpc-status";
export { HeaderMapType } from "./abi/enums/header-map-type";
export { HeadersAction } from "./abi/enums/headers-action";
export { LogLevel } from "./abi/enums/log-level";
export { MetadataAction } from "./abi/enums/metadata-action";
export { MetricType } from "./abi/enums/metric-type";
export { NetworkAction } from "./abi/enums/network-action";
export { PeerType } from "./abi/enums/peer-type";
export { Status } from "./abi/enums/status";
export { StreamType } from "./abi/enums/stream-type";
export { TrailersAction } from "./abi/enums/trailers-action";
export { ConfigReader } from "./config/reader";
export { HttpContext } from "./context/http-context";
export { NoConfig } from "./context/no-config";
export { PluginContext } from "./context/plugin-context";
export { TcpContext } from "./context/tcp-context";
export { JsonKind } from "./encoding/json-kind";
export { JsonReader } from "./encoding/json-reader";
export { decodeUtf8, encodeUtf8, isUtf8 } from "./encoding/utf8";
export { Body } from "./http/body";
export { HeaderMap } from "./http/header-map";
export { Headers } from "./http/headers";
export { Request } from "./http/request";
export { Response } from "./http/response";
export { log } from "./log/log";
export { registerPlugin } from "./runtime/plugins";
