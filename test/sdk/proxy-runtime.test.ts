import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkModule, readModule } from "../../module/index.ts";
import { buildProbe, type Probe, probesDir } from "./support/build-probe.ts";
import { type HostCall, type RunningProbe, runProbe } from "./support/run-probe.ts";

const probes = new Map<string, Promise<Probe>>();

/** Compiles an old program, once. */
function oldProgram(name: string): Promise<Probe> {
  const probe = probes.get(name) ?? buildProbe(name, { entry: join(probesDir, "proxy-runtime", `${name}.ts`) });
  probes.set(name, probe);
  return probe;
}

/** What every module exports. */
const always = [
  "_initialize",
  "memory",
  "proxy_abi_version_0_2_1",
  "proxy_on_configure",
  "proxy_on_context_create",
  "proxy_on_delete",
  "proxy_on_memory_allocate",
];

describe("an old program exports what it overrides or needs, and nothing more", () => {
  test.each([
    ["add-header", ["proxy_on_response_headers"]],
    ["auth", ["proxy_on_http_call_response", "proxy_on_request_body", "proxy_on_request_headers"]],
    ["two-plugins", ["proxy_on_http_call_response", "proxy_on_request_headers", "proxy_on_tick"]],
    ["queue", ["proxy_on_queue_ready", "proxy_on_request_headers", "proxy_on_vm_start"]],
    // A stream of which only the end is heard is made when it is logged, or connects
    ["life", ["proxy_on_done", "proxy_on_log", "proxy_on_new_connection", "proxy_on_tick"]],
  ])("%s", async (name, expected) => {
    const module = readModule((await oldProgram(name)).wasm);
    expect(module.exports.map((entry) => entry.name).sort()).toEqual([...always, ...expected].sort());
    expect(checkModule(module)).toEqual([]);
  });
});

test("a small old program is small", async () => {
  const { wasm } = await oldProgram("add-header");
  expect(wasm.length).toBeLessThan(10_000);
});

test("loading a module calls nothing but the log", async () => {
  for (const name of ["life", "metrics"]) {
    const running = await runProbe(await oldProgram(name));
    expect(running.calls).toEqual([]);
  }
});

/** Header pairs on the wire. */
function pairs(...headers: [string, string][]): Buffer {
  const numbers = Buffer.alloc(4 + 8 * headers.length);
  numbers.writeUInt32LE(headers.length);
  for (const [index, [key, value]] of headers.entries()) {
    numbers.writeUInt32LE(Buffer.byteLength(key), 4 + 8 * index);
    numbers.writeUInt32LE(Buffer.byteLength(value), 8 + 8 * index);
  }
  return Buffer.concat([numbers, ...headers.map(([key, value]) => Buffer.from(`${key}\0${value}\0`))]);
}

const rootIdAll: HostCall = (host, [, , dataAt = 0, sizeAt = 0]) => {
  host.returnBytes(dataAt, sizeAt, "all");
  return 0;
};

describe("all callbacks", () => {
  /** A plugin of id 1 and a stream of id 2, on a host that knows all streams but those that are gone. */
  async function start(): Promise<{ running: RunningProbe; gone: Set<number> }> {
    const gone = new Set<number>();
    let callId = 0;
    const running = await runProbe(await oldProgram("callbacks"), {
      proxy_get_property: rootIdAll,
      proxy_set_effective_context: (_, [id = 0]) => (gone.has(id) ? 2 : 0),
      proxy_get_buffer_status(host, [type = 0, sizeAt = 0]) {
        new DataView(host.memory.buffer).setUint32(sizeAt, type * 10, true);
        return 0;
      },
      proxy_get_buffer_bytes(host, [, , , dataAt = 0, sizeAt = 0]) {
        host.returnBytes(dataAt, sizeAt, "text");
        return 0;
      },
      proxy_get_header_map_pairs(host, [type = 0, dataAt = 0, sizeAt = 0]) {
        host.returnBytes(dataAt, sizeAt, type === 7 ? "" : pairs(...Array(type + 1).fill(["k", "v"])));
        return 0;
      },
      proxy_http_call(host, args) {
        callId += 4;
        new DataView(host.memory.buffer).setUint32(args[9] ?? 0, callId, true);
        return 0;
      },
    });
    running.call("proxy_on_context_create", 1, 0);
    running.call("proxy_on_context_create", 2, 1);
    running.logs.length = 0;
    return { running, gone };
  }

  function linesOf({ logs }: RunningProbe): string[] {
    return logs.splice(0).map((line) => line.replace("info ", ""));
  }

  test("of a plugin", async () => {
    const { running } = await start();
    expect(running.call("proxy_on_vm_start", 1, 60)).toBe(1);
    expect(running.call("proxy_on_configure", 1, 4)).toBe(1);
    expect(running.call("proxy_validate_configuration", 1, 70)).toBe(1);
    running.call("proxy_on_queue_ready", 1, 3);
    running.call("proxy_on_log", 1);
    expect(running.call("proxy_on_done", 1)).toBe(1);
    running.call("proxy_on_delete", 1);
    expect(linesOf(running).filter((line) => line.startsWith("root"))).toEqual([
      "root onStart 60",
      "root onConfigure 4 text",
      "root validateConfiguration 70",
      "root onQueueReady 3",
      "root onLog",
      "root onDone",
      "root onDelete",
    ]);
  });

  test("of an HTTP stream", async () => {
    const { running } = await start();
    expect(running.call("proxy_on_request_headers", 2, 1, 0)).toBe(3);
    expect(running.call("proxy_on_request_metadata", 2, 7)).toBe(0);
    expect(running.call("proxy_on_request_body", 2, 10, 1)).toBe(3);
    expect(running.call("proxy_on_request_trailers", 2, 2)).toBe(1);
    expect(running.call("proxy_on_response_headers", 2, 3, 1)).toBe(2);
    expect(running.call("proxy_on_response_metadata", 2, 8)).toBe(0);
    expect(running.call("proxy_on_response_body", 2, 10, 0)).toBe(2);
    expect(running.call("proxy_on_response_trailers", 2, 4)).toBe(0);
    running.call("proxy_on_log", 2);
    expect(running.call("proxy_on_done", 2)).toBe(1);
    expect(linesOf(running)).toEqual([
      "stream 2",
      "onRequestHeaders 1 false",
      "call 0",
      "onRequestMetadata 7",
      "onRequestBody 10 true",
      "onRequestTrailers 2",
      "onResponseHeaders 3 true",
      "onResponseMetadata 8",
      "onResponseBody 10 false",
      "onResponseTrailers 4",
      "onLog",
      "onDone",
    ]);
  });

  test("of a TCP connection", async () => {
    const { running } = await start();
    expect(running.call("proxy_on_new_connection", 2)).toBe(1);
    expect(running.call("proxy_on_downstream_data", 2, 5, 0)).toBe(1);
    expect(running.call("proxy_on_upstream_data", 2, 6, 1)).toBe(0);
    running.call("proxy_on_downstream_connection_close", 2, 1);
    running.call("proxy_on_upstream_connection_close", 2, 2);
    expect(linesOf(running)).toEqual([
      "stream 2",
      "onNewConnection",
      "onDownstreamData 5 false",
      "onUpstreamData 6 true",
      "onDownstreamConnectionClose 1",
      "onUpstreamConnectionClose 2",
    ]);
  });

  test("of calls: each answer once, none for a stream that is gone", async () => {
    const { running, gone } = await start();
    running.call("proxy_on_request_headers", 2, 1, 0);
    running.call("proxy_on_request_headers", 2, 1, 0);
    running.call("proxy_on_request_headers", 2, 1, 0);
    linesOf(running);
    running.call("proxy_on_http_call_response", 1, 4, 7, 40, 0);
    expect(linesOf(running)).toEqual(["root onHttpCallResponse 4 7 40 0", "answered 2 7 40 0"]);
    running.call("proxy_on_http_call_response", 1, 4, 7, 40, 0);
    running.call("proxy_on_http_call_response", 1, 99, 7, 40, 0);
    expect(linesOf(running)).toEqual([]);
    gone.add(2);
    running.call("proxy_on_http_call_response", 1, 8, 7, 40, 0);
    expect(linesOf(running)).toEqual([]);
    running.call("proxy_on_delete", 2);
    linesOf(running);
    running.call("proxy_on_http_call_response", 1, 12, 7, 40, 0);
    expect(linesOf(running)).toEqual([]);
  });

  test("callbacks of calls of all forms", async () => {
    const { running } = await start();
    running.call("proxy_on_response_headers", 2, 1, 0);
    running.call("proxy_on_queue_ready", 1, 3);
    for (const call of [4, 8, 12, 16]) running.call("proxy_on_http_call_response", 1, call, 7, 40, 0);
    expect(linesOf(running).filter((line) => line.endsWith(" 7") || line.startsWith("answered"))).toEqual([
      "answered 1 7 40 0",
      "stream answered 2 7",
      "unnamed 1 7",
      "of a stream 2 7",
    ]);
  });

  test("calls can be given up: their callbacks get zeros, in the order of the calls", async () => {
    const { running } = await start();
    running.call("proxy_on_context_create", 3, 1);
    for (const stream of [2, 3, 2, 3]) running.call("proxy_on_request_headers", stream, 1, 0);
    running.call("proxy_on_http_call_response", 1, 8, 7, 40, 0);
    linesOf(running);
    running.call("proxy_on_tick", 1);
    expect(linesOf(running).filter((line) => line.startsWith("answered"))).toEqual([
      "answered 2 0 0 0",
      "answered 2 0 0 0",
      "answered 3 0 0 0",
    ]);
    running.call("proxy_on_http_call_response", 1, 4, 7, 40, 0);
    expect(linesOf(running)).toEqual([]);
  });
});

test.each(Array.from({ length: 12 }, (_, status) => status + 1))(
  "nothing traps where the host answers %i",
  async (status) => {
    const answers = new Proxy<Record<string, HostCall>>(
      { proxy_get_property: rootIdAll },
      { get: (given, name: string) => given[name] ?? (() => status) },
    );
    const running = await runProbe(await oldProgram("callbacks"), answers);
    const callbacks = Object.entries(running.exports).filter(([name]) =>
      /^proxy_on_(?!memory|context_create|delete)/.test(name),
    );
    function callAll(id: number): void {
      for (const [name, callback] of callbacks) {
        running.call(name, id, ...Array((callback as { length: number }).length - 1).fill(1));
      }
    }
    for (const [id, parent] of [
      [1, 0],
      [2, 1],
      [3, 77],
      [0, 0],
    ] as const)
      running.call("proxy_on_context_create", id, parent);
    for (const id of [0, 1, 2, 3, 77, 0xffffffff]) callAll(id);
    for (const id of [0, 1, 2, 3, 77]) running.call("proxy_on_delete", id);
    callAll(2);
    callAll(1);
    expect(running.logs.some((line) => line.startsWith("info used"))).toBe(true);
  },
);

test("the only root context that is registered serves any root id", async () => {
  const running = await runProbe(await oldProgram("add-header"), {
    proxy_get_property(host, [, , dataAt = 0, sizeAt = 0]) {
      host.returnBytes(dataAt, sizeAt, "other");
      return 0;
    },
    proxy_get_buffer_bytes: () => 0,
  });
  running.call("proxy_on_context_create", 1, 0);
  expect(running.call("proxy_on_configure", 1, 0)).toBe(1);
  running.call("proxy_on_context_create", 2, 1);
  running.call("proxy_on_response_headers", 2, 1, 1);
  expect(running.calls).toContain("proxy_add_header_map_value");
  expect(running.logs).toEqual([]);
});

test("a root id that nobody registered is refused, and nothing else happens", async () => {
  const running = await runProbe(await oldProgram("two-plugins"), {
    proxy_get_property(host, [, , dataAt = 0, sizeAt = 0]) {
      host.returnBytes(dataAt, sizeAt, "other");
      return 0;
    },
  });
  running.call("proxy_on_context_create", 1, 0);
  expect(running.call("proxy_on_configure", 1, 0)).toBe(0);
  running.call("proxy_on_context_create", 2, 1);
  expect(running.call("proxy_on_request_headers", 2, 1, 1)).toBe(0);
  expect(running.logs).toEqual(['error no plugin is registered for root id "other", only for "fetcher" "check"']);
});
