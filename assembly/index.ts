/// <reference path="./decorators.d.ts" />
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
export { attributes } from "./attributes/attributes";
export { monotonicNow, now } from "./clock/clock";
export { ConfigReader } from "./config/reader";
export { HttpContext } from "./context/http-context";
export { NoConfig } from "./context/no-config";
export { PluginContext } from "./context/plugin-context";
export { TcpContext } from "./context/tcp-context";
export { constantTimeEqual } from "./crypto/constant-time-equal";
export { hmacSha256 } from "./crypto/hmac-sha256";
export { Sha256, sha256 } from "./crypto/sha256";
export { decodeBase64, decodeBase64Url, encodeBase64, encodeBase64Url } from "./encoding/base64";
export { decodeHex, encodeHex } from "./encoding/hex";
export { JsonKind } from "./encoding/json-kind";
export { JsonReader } from "./encoding/json-reader";
export { ProtobufReader } from "./encoding/protobuf-reader";
export { ProtobufWriter } from "./encoding/protobuf-writer";
export { decodeUtf8, encodeUtf8, isUtf8 } from "./encoding/utf8";
export { callForeignFunction } from "./foreign/call-foreign-function";
export { ForeignResult } from "./foreign/foreign-result";
export { SignatureCheck } from "./foreign/signature-check";
export { verifySignature, verifySignaturePem } from "./foreign/verify-signature";
export { Body } from "./http/body";
export { HeaderMap } from "./http/header-map";
export { Headers } from "./http/headers";
export { Request } from "./http/request";
export { Response } from "./http/response";
export { log } from "./log/log";
export { Counter } from "./metrics/counter";
export { Gauge } from "./metrics/gauge";
export { Histogram } from "./metrics/histogram";
export { taggedName } from "./metrics/tagged-name";
export { property } from "./property/property";
export { randomBytes, randomFloat, randomU32 } from "./random/random";
export { registerPlugin } from "./runtime/plugins";
