import type { BodyInput, Chunk } from "../http/body.ts";
import type { HeadersInput } from "../http/headers.ts";
import type { StreamingCall } from "./streaming-call.ts";
import type { UpstreamRequest } from "./upstream-request.ts";

/** What an upstream answers. Without anything in it: 200 without a body. */
export interface UpstreamAnswer {
  /** Default: 200. */
  status?: number;
  headers?: HeadersInput;
  body?: BodyInput;
  /** The body as JSON, with its `content-type` where `headers` has none. Takes the place of `body`. */
  json?: unknown;
  trailers?: HeadersInput;
  /** The answer of a gRPC method. Takes the place of all of the above. */
  grpc?: GrpcAnswer;
  /** Milliseconds that pass before the answer begins: of the host's clock, or of real time in a real Envoy. */
  delay?: number;
  /** Resets the stream instead: at once, or after what the other fields say has been sent but for the end. */
  reset?: boolean;
}

/** The answer of a gRPC method: one message for a unary one. */
export interface GrpcAnswer {
  /** gRPC status code. Default: 0, OK. */
  status?: number;
  /** The text with a status other than 0. */
  message?: string;
  /** Serialized messages, in order. */
  messages?: readonly Chunk[];
  /** Initial metadata. */
  metadata?: HeadersInput;
  /** Trailing metadata beside the status. */
  trailers?: HeadersInput;
}

/** Called with each request once all of it has come. */
export type UpstreamHandler = (request: UpstreamRequest) => UpstreamAnswer | Promise<UpstreamAnswer>;

/** An upstream that answers while the request is still coming, as both directions of a gRPC stream need it. */
export interface StreamingUpstream {
  /** Called with each request once its headers have come. The call ends with the first of `end`, `close` and `reset`. */
  stream: (call: StreamingCall) => void | Promise<void>;
}

/** A server that runs somewhere. */
export interface UrlUpstream {
  /** `http://host:port`, without a path. */
  url: string;
  /** Speak HTTP/2 without TLS to it, as gRPC needs. Default: HTTP/1.1. */
  http2?: boolean;
}

/** An upstream to which no connection can be made. */
export interface UnreachableUpstream {
  unreachable: true;
}

/**
 * Where requests or calls of a cluster go: an answer that is always the same, a function of the request, a function of the
 * stream, the URL of a real server, or nowhere.
 *
 * @example
 * const clusters = {
 *   auth: (request) => ({ status: request.headers.get("authorization") === "Bearer good" ? 200 : 403 }),
 *   keys: { json: { keys: [] } },
 *   shop: "http://127.0.0.1:8080",
 *   gone: { unreachable: true },
 * };
 */
export type Upstream =
  | UpstreamAnswer
  | UpstreamHandler
  | StreamingUpstream
  | UrlUpstream
  | UnreachableUpstream
  | string;

/** An upstream that this process plays. */
export type ScriptedUpstream = UpstreamAnswer | UpstreamHandler | StreamingUpstream;

/** What an upstream is, told apart. */
export type UpstreamKind =
  | { kind: "scripted"; upstream: ScriptedUpstream }
  | { kind: "url"; url: string; http2: boolean }
  | { kind: "unreachable" };

export function kindOf(upstream: Upstream): UpstreamKind {
  if (typeof upstream === "string") return { kind: "url", url: upstream, http2: false };
  if (typeof upstream === "object" && "url" in upstream) {
    return { kind: "url", url: upstream.url, http2: upstream.http2 ?? false };
  }
  if (typeof upstream === "object" && "unreachable" in upstream) return { kind: "unreachable" };
  return { kind: "scripted", upstream };
}
