import * as v from "valibot";
import type { GrpcCall, RequestOptions } from "../exchange/request-options.ts";
import type { TcpConnectOptions } from "../tcp/tcp-connection.ts";
import { body, chunk, headers } from "./message.ts";
import { protocol } from "./proxy.ts";
import { fields, name, type SchemasOf, text, whole } from "./schemas.ts";

const scheme = v.pipe(text, v.regex(/^[A-Za-z][A-Za-z0-9+.-]*$/, 'it takes a scheme, such as "https"'));

/** Envoy closes connections of other clients, and hears nothing of them. */
const clientAddress = v.pipe(
  text,
  v.ipv4('it takes an IPv4 address, such as "10.1.2.3"'),
  v.check(isUnicast, 'it takes the address of one client, such as "10.1.2.3"'),
);

function isUnicast(address: string): boolean {
  const [first = 0] = address.split(".").map(Number);
  const isMulticast = first >= 224 && first < 240;
  return !isMulticast && address !== "0.0.0.0" && address !== "255.255.255.255";
}

const signal = v.custom<AbortSignal>(
  (value) => value instanceof AbortSignal,
  "it takes an AbortSignal: the `signal` of an AbortController",
);

const worker = whole(0);

const grpcFields: SchemasOf<GrpcCall> = {
  service: name,
  method: name,
  messages: v.array(chunk, "it takes a list of serialized messages: one for a unary method"),
};

const requestFields: SchemasOf<RequestOptions> = {
  method: v.optional(text),
  path: v.optional(text),
  authority: v.optional(text),
  scheme: v.optional(scheme),
  headers: v.optional(headers),
  body: v.optional(body),
  trailers: v.optional(headers),
  grpc: v.optional(fields<GrpcCall>(grpcFields, "it takes { service, method, messages }")),
  protocol: v.optional(protocol),
  worker: v.optional(worker),
  signal: v.optional(signal),
  clientAddress: v.optional(clientAddress),
};

/** A request that is no path. */
export const request = fields<RequestOptions>(
  requestFields,
  `it takes a path, or an object with ${Object.keys(requestFields).join(", ")}`,
);

/** A second argument, as `fetch` has it, would not be looked at. */
export const noSecond = v.undefined("say all in one object, { path, headers, … }");

/** How a client connects over TCP. */
export const connection = fields<TcpConnectOptions>({
  worker: v.optional(worker),
  clientAddress: v.optional(clientAddress),
});
