// A small re-creation, for measuring only, of how the runner of `@gcoredev/fastedge-test` works by its documentation and its
// public sources: an exchange is a fixture in JSON that goes through four hooks, whether the module has them or not. Every
// hook gets a new instance of the module, with new imports and a new `node:wasi`, which is started and configured for it.
// Headers are objects of strings, copied for what the hook got and for what it left, and encoded to UTF-8 and decoded for
// each host call. Nothing lives from one hook to the next, so a filter that remembers the request sees none of it later.
import { WASI } from "node:wasi";

/** An exchange as a fixture describes it. */
interface Exchange {
  request: Message;
  response: Message;
}

interface Message {
  headers: Record<string, string>;
  body: string;
}

type Callback = (...args: number[]) => number;

const hooks = [
  "proxy_on_request_headers",
  "proxy_on_request_body",
  "proxy_on_response_headers",
  "proxy_on_response_body",
] as const;

/** Host calls that do nothing here. */
const stubs = [
  "proxy_log",
  "proxy_get_log_level",
  "proxy_set_effective_context",
  "proxy_done",
  "proxy_set_tick_period_milliseconds",
  "proxy_replace_header_map_value",
  "proxy_remove_header_map_value",
  "proxy_set_header_map_pairs",
  "proxy_set_buffer_bytes",
  "proxy_set_property",
  "proxy_set_shared_data",
  "proxy_continue_stream",
  "proxy_close_stream",
  "proxy_send_local_response",
  "proxy_http_call",
  "proxy_get_status",
];

const Status = { ok: 0, notFound: 1, unimplemented: 12 } as const;
const rootContext = 1;
const configuration = JSON.stringify({ test_mode: true });
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Runs all hooks of an exchange; resolves to the response's headers. */
export async function runFixture(module: WebAssembly.Module, json: string): Promise<[name: string, value: string][]> {
  let exchange = JSON.parse(json) as Exchange;
  for (const [index, hook] of hooks.entries()) {
    const input = copyOf(exchange);
    const instance = new PeerInstance(input);
    await instance.start(module);
    const streamContext = rootContext + 1 + index;
    instance.call("proxy_on_context_create", streamContext, rootContext);
    const { headers, body } = index < 2 ? input.request : input.response;
    const size = index % 2 === 0 ? Object.keys(headers).length : encoder.encode(body).length;
    instance.call(hook, streamContext, size, index % 2);
    exchange = copyOf(input);
  }
  return Object.entries(exchange.response.headers);
}

/** With names in lower case. */
function copyOf({ request, response }: Exchange): Exchange {
  return { request: normalized(request), response: normalized(response) };
}

function normalized({ headers, body }: Message): Message {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { headers: Object.fromEntries(entries) as Record<string, string>, body };
}

/** An instance for one hook. */
class PeerInstance {
  private readonly exchange: Exchange;
  private exports: Record<string, unknown> = {};

  constructor(exchange: Exchange) {
    this.exchange = exchange;
  }

  /** Makes the instance, and starts and configures the plugin in it. */
  async start(module: WebAssembly.Module): Promise<void> {
    const wasi = new WASI({ version: "preview1", env: { RUNNER: "1" } });
    const imports = { env: this.hostCalls(), wasi_snapshot_preview1: { ...wasi.wasiImport } };
    const instance = await WebAssembly.instantiate(module, imports as WebAssembly.Imports);
    this.exports = instance.exports;
    wasi.initialize(instance);
    this.call("proxy_on_context_create", rootContext, 0);
    this.call("proxy_on_vm_start", rootContext, configuration.length);
    this.call("proxy_on_configure", rootContext, configuration.length);
  }

  call(name: string, ...args: number[]): number {
    const callback = this.exports[name] as Callback | undefined;
    return callback?.(...args) ?? 0;
  }

  private hostCalls(): Record<string, Callback> {
    return {
      ...Object.fromEntries(stubs.map((name) => [name, () => Status.ok])),
      proxy_get_header_map_value: (type = 0, key = 0, keySize = 0, valueAt = 0, sizeAt = 0) => {
        const value = this.headers(type)[this.text(key, keySize).toLowerCase()];
        return value === undefined ? Status.notFound : this.give(encoder.encode(value), valueAt, sizeAt);
      },
      proxy_get_header_map_pairs: (type = 0, valueAt = 0, sizeAt = 0) =>
        this.give(encodePairs(this.headers(type)), valueAt, sizeAt),
      proxy_add_header_map_value: (type = 0, key = 0, keySize = 0, value = 0, valueSize = 0) => {
        this.headers(type)[this.text(key, keySize).toLowerCase()] = this.text(value, valueSize);
        return Status.ok;
      },
      proxy_get_property: (_path = 0, _size = 0, valueAt = 0, sizeAt = 0) =>
        this.give(encoder.encode("mirror"), valueAt, sizeAt),
      proxy_get_buffer_bytes: (type = 0, _start = 0, _size = 0, valueAt = 0, sizeAt = 0) =>
        this.give(encoder.encode(this.buffer(type)), valueAt, sizeAt),
      proxy_get_shared_data: () => Status.notFound,
      proxy_grpc_call: () => Status.unimplemented,
    };
  }

  private headers(type: number): Record<string, string> {
    return type < 2 ? this.exchange.request.headers : this.exchange.response.headers;
  }

  private buffer(type: number): string {
    const { request, response } = this.exchange;
    return [request.body, response.body][type] ?? configuration;
  }

  private get memory(): Uint8Array {
    return new Uint8Array((this.exports["memory"] as WebAssembly.Memory).buffer);
  }

  private text(address: number, size: number): string {
    return decoder.decode(this.memory.subarray(address, address + size));
  }

  private give(bytes: Uint8Array, valueAt: number, sizeAt: number): number {
    const allocate = (this.exports["proxy_on_memory_allocate"] ?? this.exports["malloc"]) as Callback;
    const address = allocate(bytes.length);
    const { memory } = this;
    memory.set(bytes, address);
    const view = new DataView(memory.buffer);
    view.setUint32(valueAt, address, true);
    view.setUint32(sizeAt, bytes.length, true);
    return Status.ok;
  }
}

/** Headers in the form of the ABI. */
function encodePairs(headers: Record<string, string>): Uint8Array {
  const pairs = Object.entries(headers).map(([name, value]) => [encoder.encode(name), encoder.encode(value)] as const);
  const size = pairs.reduce((sum, [name, value]) => sum + 8 + name.length + value.length + 2, 4);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, pairs.length, true);
  let at = 4 + pairs.length * 8;
  for (const [index, [name, value]] of pairs.entries()) {
    view.setUint32(4 + index * 8, name.length, true);
    view.setUint32(8 + index * 8, value.length, true);
    bytes.set(name, at);
    bytes.set(value, at + name.length + 1);
    at += name.length + value.length + 2;
  }
  return bytes;
}
