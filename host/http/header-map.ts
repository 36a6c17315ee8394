import type { ByteString } from "../bytes.ts";

/** A field: name in lower case, and value. */
export type HeaderField = [name: ByteString, value: ByteString];

/** Fields as they come. */
export type HeaderFields = readonly (readonly [name: ByteString, value: ByteString])[];

/** What a header map is for; it decides which fields Envoy keeps once only. */
export type HeaderMapKind = "request" | "response" | "request trailers" | "trailers";

/**
 * Headers or trailers as Envoy's HeaderMapImpl keeps them: in order, pseudo-headers first, names in lower case. A field that
 * Envoy holds in a slot of its own exists once; adding to it appends to its value. `host` is `:authority` in a request.
 */
export class HeaderMap {
  readonly kind: HeaderMapKind;
  private readonly names: ByteString[] = [];
  private readonly values: ByteString[] = [];
  /** The separators of values of fields that exist once. */
  private readonly separators: ReadonlyMap<string, string>;
  /** How many of the fields are pseudo-headers; they come first. */
  private pseudo = 0;

  constructor(kind: HeaderMapKind, fields: HeaderFields = []) {
    this.kind = kind;
    this.separators = onceIn[kind];
    for (const field of fields) this.add(field[0], field[1]);
  }

  /** Number of fields. */
  get size(): number {
    return this.names.length;
  }

  /** Bytes of all names and values. */
  get byteSize(): number {
    let size = 0;
    for (let at = 0; at < this.names.length; ++at) size += this.nameAt(at).length + this.valueAt(at).length;
    return size;
  }

  nameAt(index: number): ByteString {
    return this.names[index] as ByteString;
  }

  valueAt(index: number): ByteString {
    return this.values[index] as ByteString;
  }

  /** The first value of a field; undefined where there is none. */
  get(name: ByteString): ByteString | undefined {
    return this.values[this.names.indexOf(this.keyOf(name))];
  }

  has(name: ByteString): boolean {
    return this.names.includes(this.keyOf(name));
  }

  /** All values of a field, in order. */
  getAll(name: ByteString): ByteString[] {
    const key = this.keyOf(name);
    return this.values.filter((_, index) => this.names[index] === key);
  }

  /** Adds a field, or appends to one that exists once. */
  add(name: ByteString, value: ByteString): void {
    const key = this.keyOf(name);
    const separator = this.separators.get(key);
    const at = separator === undefined ? -1 : this.names.indexOf(key);
    if (at < 0) this.insert(key, value);
    else if (value !== "")
      this.values[at] = this.valueAt(at) === "" ? value : `${this.valueAt(at)}${separator}${value}`;
  }

  /** Gives a field one value, at the end: Envoy's `setCopy`, as filters use it. */
  set(name: ByteString, value: ByteString): void {
    const key = this.keyOf(name);
    this.remove(key);
    this.insert(key, value);
  }

  /** Gives a field one value, where it is: as Envoy itself sets a field that exists once. */
  setInPlace(name: ByteString, value: ByteString): void {
    const key = this.keyOf(name);
    const at = this.names.indexOf(key);
    if (at < 0) this.insert(key, value);
    else this.values[at] = value;
  }

  /** Removes a field with all its values. */
  remove(name: ByteString): void {
    const key = this.keyOf(name);
    for (let at = this.names.lastIndexOf(key); at >= 0; at = this.names.lastIndexOf(key)) this.removeAt(at);
  }

  /** Removes all fields of these names, which are in lower case. */
  removeAny(names: ReadonlySet<ByteString>): void {
    for (let at = this.names.length - 1; at >= 0; --at) if (names.has(this.nameAt(at))) this.removeAt(at);
  }

  clear(): void {
    this.names.length = 0;
    this.values.length = 0;
    this.pseudo = 0;
  }

  /** A copy of all fields, in order. */
  fields(): HeaderField[] {
    return this.names.map((name, index) => [name, this.valueAt(index)]);
  }

  copy(): HeaderMap {
    const map = new HeaderMap(this.kind);
    for (let at = 0; at < this.names.length; ++at) {
      map.names.push(this.nameAt(at));
      map.values.push(this.valueAt(at));
    }
    map.pseudo = this.pseudo;
    return map;
  }

  private insert(key: ByteString, value: ByteString): void {
    if (key.charCodeAt(0) === colon && this.pseudo < this.names.length) {
      this.names.splice(this.pseudo, 0, key);
      this.values.splice(this.pseudo, 0, value);
      this.pseudo += 1;
      return;
    }
    if (key.charCodeAt(0) === colon) this.pseudo += 1;
    this.names.push(key);
    this.values.push(value);
  }

  private removeAt(index: number): void {
    if (index < this.pseudo) this.pseudo -= 1;
    this.names.splice(index, 1);
    this.values.splice(index, 1);
  }

  private keyOf(name: ByteString): ByteString {
    const key = lowerCase(name);
    return key === "host" && this.kind === "request" ? ":authority" : key;
  }
}

const colon = 58;

/** Names that came before, in lower case: there are few, they come again, and looking one up costs less than reading it. */
const lowerCased = new Map<ByteString, ByteString>();
const mostLowerCased = 1000;

/** A name in lower case. */
export function lowerCase(name: ByteString): ByteString {
  const before = lowerCased.get(name);
  if (before !== undefined) return before;
  // Only ASCII letters have a lower case here: other bytes are not letters of any alphabet yet
  const lower = name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  if (lowerCased.size < mostLowerCased) lowerCased.set(name, lower);
  return lower;
}

const inBoth = [
  "cache-control",
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "keep-alive",
  "proxy-connection",
  "proxy-status",
  "transfer-encoding",
  "upgrade",
  "via",
  "x-envoy-attempt-count",
  "x-envoy-decorator-operation",
  "x-request-id",
];

const inRequests = [
  ":authority",
  ":method",
  ":path",
  ":protocol",
  ":scheme",
  "accept",
  "accept-encoding",
  "access-control-request-headers",
  "access-control-request-method",
  "access-control-request-private-network",
  "authentication",
  "authorization",
  "cdn-loop",
  "expect",
  "grpc-accept-encoding",
  "grpc-timeout",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "origin",
  "pragma",
  "referer",
  "te",
  "user-agent",
  "x-client-trace-id",
  "x-envoy-downstream-service-cluster",
  "x-envoy-downstream-service-node",
  "x-envoy-expected-rq-timeout-ms",
  "x-envoy-external-address",
  "x-envoy-force-trace",
  "x-envoy-hedge-on-per-try-timeout",
  "x-envoy-internal",
  "x-envoy-ip-tags",
  "x-envoy-is-timeout-retry",
  "x-envoy-max-retries",
  "x-envoy-original-host",
  "x-envoy-original-path",
  "x-envoy-retriable-header-names",
  "x-envoy-retriable-status-codes",
  "x-envoy-retry-grpc-on",
  "x-envoy-retry-on",
  "x-envoy-upstream-alt-stat-name",
  "x-envoy-upstream-rq-per-try-timeout-ms",
  "x-envoy-upstream-rq-timeout-alt-response",
  "x-envoy-upstream-rq-timeout-ms",
  "x-envoy-upstream-stream-duration-ms",
  "x-forwarded-client-cert",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
];

const inResponses = [
  ":status",
  "access-control-allow-credentials",
  "access-control-allow-headers",
  "access-control-allow-methods",
  "access-control-allow-origin",
  "access-control-allow-private-network",
  "access-control-expose-headers",
  "access-control-max-age",
  "age",
  "date",
  "etag",
  "expires",
  "grpc-message",
  "grpc-status",
  "last-modified",
  "location",
  "server",
  "vary",
  "x-envoy-degraded",
  "x-envoy-immediate-health-check-fail",
  "x-envoy-ratelimited",
  "x-envoy-upstream-canary",
  "x-envoy-upstream-healthchecked-cluster",
  "x-envoy-upstream-service-time",
];

function separators(names: readonly string[]): Map<string, string> {
  return new Map(names.map((name) => [name, ","]));
}

/** The fields that Envoy 1.40 was seen to keep once. */
const onceIn: Record<HeaderMapKind, ReadonlyMap<string, string>> = {
  request: separators([...inBoth, ...inRequests]),
  response: separators([...inBoth, ...inResponses]),
  "request trailers": new Map(),
  trailers: separators(["grpc-message", "grpc-status"]),
};
