import type { Protocol } from "../engine.ts";
import { type Body, type BodyInput, bodyOf, type Chunk, joined } from "../http/body.ts";
import { type Fields, fieldsOf, type HeadersInput, mentions } from "../http/headers.ts";
import { frameOf } from "../upstream/grpc.ts";

/** A request to the proxy. */
export interface RequestOptions {
  /** Default: `GET`, or `POST` where there is a body or trailers. */
  method?: string;
  /** Path and query. Default: `/`. */
  path?: string;
  /** Host, and port where it is said. Default: `localhost`. */
  authority?: string;
  /** Default: `http`. */
  scheme?: string;
  /** Beside those that the fields above say. */
  headers?: HeadersInput;
  body?: BodyInput;
  /** Over HTTP/2 only: Envoy drops them in HTTP/1.1. */
  trailers?: HeadersInput;
  /** A call of a gRPC method: sets method, path, headers and body. */
  grpc?: GrpcCall;
  /** Default: `HTTP/2`. */
  protocol?: Protocol;
  /** Number of the worker that gets the connection, from 0. Default: any. */
  worker?: number;
  /** Has the client go away when it is aborted. */
  signal?: AbortSignal;
  /** IPv4 address of the client, for the property `source.address`. Default: 127.0.0.1. */
  clientAddress?: string;
}

/** A call of a gRPC method. */
export interface GrpcCall {
  /** `package.Service` */
  service: string;
  method: string;
  /** Serialized messages: one for a unary method. */
  messages: readonly Chunk[];
}

/** A request as it is sent. */
export interface PreparedRequest {
  headers: Fields;
  body: Body;
  trailers: Fields;
}

export function prepareRequest(options: RequestOptions): PreparedRequest {
  if (options.grpc) return prepareRequest(withGrpc(options, options.grpc));
  const body = bodyOf(options.body);
  const trailers = fieldsOf(options.trailers);
  const method = options.method ?? (body.kind === "none" && trailers.length === 0 ? "GET" : "POST");
  return { headers: headersOf({ ...options, method }, body), body, trailers };
}

function headersOf(options: RequestOptions & { method: string }, body: Body): Fields {
  const { method, path = "/", scheme = "http", authority = "localhost", protocol, headers } = options;
  const inHttp2 = { ":method": method, ":path": path, ":scheme": scheme, ":authority": authority };
  // Envoy learns these from the header `host` and the first line, in this order
  const inHttp1 = { ":authority": authority, ":path": path, ":method": method, ":scheme": scheme };
  const pseudo: Fields = fieldsOf(protocol === "HTTP/1.1" ? inHttp1 : inHttp2);
  const given = fieldsOf(headers);
  const names = new Set(given.map(([name]) => (name === "host" ? ":authority" : name)));
  const added: Fields = [];
  if (body.kind === "whole" && !mentions(headers, "content-length")) {
    added.push(["content-length", String(body.bytes.length)]);
  } else if (protocol === "HTTP/1.1" && body.kind !== "none" && !names.has("content-length")) {
    added.push(["transfer-encoding", "chunked"]);
  }
  // What is said as a header goes before what is not said
  return [...pseudo.filter(([name]) => !names.has(name)), ...given, ...added];
}

function withGrpc(options: RequestOptions, { service, method, messages }: GrpcCall): RequestOptions {
  const { grpc: _, ...others } = options;
  return {
    ...others,
    method: "POST",
    path: `/${service}/${method}`,
    headers: [...fixedHeaders, ...fieldsOf(options.headers)],
    body: [joined(messages.map((message) => frameOf(message)))],
  };
}

const fixedHeaders: Fields = [
  ["content-type", "application/grpc"],
  ["te", "trailers"],
];
