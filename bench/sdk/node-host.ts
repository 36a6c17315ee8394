// A host in Node that costs next to nothing: what it returns lies ready, and what a filter adds it only adds up.
import { headerKey, hostData } from "./host-data.ts";
import type { Work } from "./work.ts";

/** A filter in Node. */
export interface HostedFilter {
  /** The callbacks of so many streams, one after the other, as Envoy makes them. */
  run(streams: number): void;
  /** How many callbacks the host makes for a stream. */
  readonly callbacks: number;
  /** Bytes of the names and values that were added so far. */
  addedBytes(): number;
}

type Callable = (...args: number[]) => number;

const ok = 0;
const notFound = 1;
const requestBody = 0;

/** Names of the host calls for one stream, in order, once the filter has seen others. */
export function hostCallsOf(wasm: Uint8Array, work: Work): string[] {
  const calls: string[] = [];
  const filter = hostFilter(wasm, work, calls);
  filter.run(2);
  calls.length = 0;
  filter.run(1);
  return calls;
}

/** Instantiates a module, starts its VM and configures its plugin. The names of all host calls go into `trace`. */
export function hostFilter(wasm: Uint8Array, work: Work, trace?: string[]): HostedFilter {
  const module = new WebAssembly.Module(wasm as BufferSource);
  const data = hostData(work);
  let exports: Record<string, unknown> = {};
  let bytes = new Uint8Array();
  let words = new Uint32Array();
  let added = 0;

  function give(value: Uint8Array | undefined, dataAt: number, sizeAt: number): number {
    if (!value) return notFound;
    const at = value.length > 0 ? allocate(value.length) : 0;
    if (bytes.length === 0) look(); // the memory has grown
    bytes.set(value, at);
    words[dataAt >> 2] = at;
    words[sizeAt >> 2] = value.length;
    return ok;
  }

  function look(): void {
    const { buffer } = exports["memory"] as WebAssembly.Memory;
    bytes = new Uint8Array(buffer);
    words = new Uint32Array(buffer);
  }

  const hostCalls: Record<string, Callable> = {
    proxy_get_header_map_value(_map, key = 0, size = 0, dataAt = 0, sizeAt = 0) {
      if (bytes.length === 0) look();
      return give(data.values.get(headerKey(size, bytes[key + size - 1] ?? 0)), dataAt, sizeAt);
    },
    proxy_get_header_map_pairs: (_map, dataAt = 0, sizeAt = 0) => give(data.pairs, dataAt, sizeAt),
    proxy_get_buffer_bytes: (type, _start, _size, dataAt = 0, sizeAt = 0) =>
      give(type === requestBody ? data.body : undefined, dataAt, sizeAt),
    proxy_add_header_map_value(_map, _key, keySize = 0, _value, valueSize = 0) {
      added += keySize + valueSize;
      return ok;
    },
    // The one property that a filter asks for here is its root id
    proxy_get_property: (_path, _size, dataAt = 0, sizeAt = 0) => give(data.rootId, dataAt, sizeAt),
    environ_sizes_get(countAt = 0, sizeAt = 0) {
      look();
      words[countAt >> 2] = 0;
      words[sizeAt >> 2] = 0;
      return ok;
    },
  };

  function imported(name: string): Callable {
    const call = hostCalls[name] ?? (() => ok);
    if (!trace) return call;
    return (...args) => {
      trace.push(name);
      return call(...args);
    };
  }

  const imports: Record<string, Record<string, Callable>> = {};
  for (const entry of WebAssembly.Module.imports(module)) {
    imports[entry.module] = { ...imports[entry.module], [entry.name]: imported(entry.name) };
  }
  exports = new WebAssembly.Instance(module, imports).exports;

  function callback(name: string): Callable {
    return (exports[name] as Callable | undefined) ?? (() => 0);
  }
  const allocate = callback("proxy_on_memory_allocate" in exports ? "proxy_on_memory_allocate" : "malloc");
  const create = callback("proxy_on_context_create");
  const requestHeaders = callback("proxy_on_request_headers");
  const requestBodyPart = callback("proxy_on_request_body");
  const responseHeaders = callback("proxy_on_response_headers");
  const responseBody = callback("proxy_on_response_body");
  const done = callback("proxy_on_done");
  const log = callback("proxy_on_log");
  const forget = callback("proxy_on_delete");

  callback("_initialize" in exports ? "_initialize" : "_start")();
  create(1, 0);
  callback("proxy_on_vm_start")(1, 0);
  callback("proxy_on_configure")(1, 0);

  const hasBody = data.body.length > 0;
  let id = 1;
  function run(streams: number): void {
    for (const end = id + streams; id < end; ) {
      ++id;
      create(id, 1);
      requestHeaders(id, data.headers, hasBody ? 0 : 1);
      if (hasBody) requestBodyPart(id, data.body.length, 1);
      responseHeaders(id, 4, 0);
      responseBody(id, 3, 1);
      done(id);
      log(id);
      forget(id);
    }
  }

  const made = [create, requestHeaders, responseHeaders, responseBody, done, log, forget];
  if (hasBody) made.push(requestBodyPart);
  return {
    run,
    callbacks: made.filter((each) => Object.values(exports).includes(each)).length,
    addedBytes: () => added,
  };
}
