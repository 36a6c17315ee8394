// Enums that an entry file exports become exported globals, `Status.Ok` and so on.
export {
  BufferType,
  DataAction,
  GrpcStatus,
  HeaderMapType,
  HeadersAction,
  LogLevel,
  MetadataAction,
  MetricType,
  NetworkAction,
  PeerType,
  Status,
  StreamType,
  TrailersAction,
} from "mesh-wasm/assembly";
