/**
 * What became of a host call. A failed call never traps: it answers one of these.
 *
 * Source: Proxy-Wasm 0.2.1, `proxy_status_t`; `BadExpression`, `ResultMismatch` and `BrokenConnection` are Envoy's own.
 *
 * @example
 * if (this.request.headers.set("x-user", text) != Status.Ok) log.warn("no header can have this value");
 */
export enum Status {
  /** Done. */
  Ok = 0,
  /** No such header, property, key, queue, metric or foreign function. */
  NotFound = 1,
  /** An argument is wrong, or what the call is about does not exist in this phase of the stream. */
  BadArgument = 2,
  /** The host could not encode what it had to return. */
  SerializationFailure = 3,
  /** The host could not read what it was given. */
  ParseFailure = 4,
  /** A CEL expression is wrong. */
  BadExpression = 5,
  /** A pointer lies outside of the module's memory. */
  InvalidMemoryAccess = 6,
  /** The queue is empty. */
  Empty = 7,
  /** Someone else changed the shared value in between. */
  CasMismatch = 8,
  /** The result has another type than expected. */
  ResultMismatch = 9,
  /** Something went wrong in the host, or a capability restriction forbids the call. */
  InternalFailure = 10,
  /** The connection is gone. */
  BrokenConnection = 11,
  /** The host does not have this. */
  Unimplemented = 12,
}
