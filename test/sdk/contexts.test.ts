import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildProbe, type Probe } from "./support/build-probe.ts";
import { type RunningProbe, runProbe } from "./support/run-probe.ts";

let probe: Probe;
let running: RunningProbe;
let rootId: string;

beforeAll(async () => {
  probe = await buildProbe("callbacks");
});

beforeEach(async () => {
  rootId = "all";
  running = await runProbe(probe, {
    proxy_get_property(host, [, , dataAt = 0, sizeAt = 0]) {
      host.returnBytes(dataAt, sizeAt, rootId);
      return 0;
    },
  });
});

/** What a call of the module logs. */
function logged(name: string, ...args: number[]): string[] {
  running.logs.length = 0;
  running.call(name, ...args);
  return [...running.logs];
}

describe("an HTTP stream", () => {
  beforeEach(() => {
    running.call("proxy_on_context_create", 1, 0);
    running.call("proxy_on_context_create", 2, 1);
  });

  test("gets its callbacks, and Envoy their actions", () => {
    expect(running.call("proxy_on_request_headers", 2, 4, 0)).toBe(3);
    expect(running.call("proxy_on_request_body", 2, 10, 0)).toBe(3);
    expect(running.call("proxy_on_request_trailers", 2, 1)).toBe(1);
    expect(running.call("proxy_on_request_metadata", 2, 7)).toBe(0);
    expect(running.call("proxy_on_response_headers", 2, 4, 1)).toBe(2);
    expect(running.call("proxy_on_response_body", 2, 10, 1)).toBe(2);
    expect(running.call("proxy_on_response_trailers", 2, 1)).toBe(1);
    expect(running.call("proxy_on_response_metadata", 2, 8)).toBe(0);
    running.call("proxy_on_log", 2);
    expect(running.call("proxy_on_done", 2)).toBe(0);
    running.call("proxy_on_delete", 2);
    expect(running.logs).toEqual([
      "info plugin onStreamCreate 2",
      "info stream onRequestHeaders 2 false",
      "info stream onRequestBody 10 false",
      "info stream onRequestTrailers",
      "info stream onRequestMetadata 7",
      "info stream onResponseHeaders true",
      "info stream onResponseBody 10 true",
      "info stream onResponseTrailers",
      "info stream onResponseMetadata 8",
      "info stream onLog",
      "info stream onDone",
      "info stream onDelete",
    ]);
  });

  test("is made at its first callback, whichever that is", () => {
    expect(logged("proxy_on_log", 2)).toEqual(["info stream onLog"]);
    expect(logged("proxy_on_delete", 2)).toEqual(["info stream onDelete"]);
  });

  test("that had no callback ends without one", () => {
    expect(running.call("proxy_on_done", 2)).toBe(1);
    expect(logged("proxy_on_delete", 2)).toEqual([]);
  });

  test("gets nothing once it is deleted", () => {
    running.call("proxy_on_request_headers", 2, 4, 0);
    running.call("proxy_on_delete", 2);
    expect(logged("proxy_on_response_headers", 2, 4, 0)).toEqual([]);
    expect(running.call("proxy_on_response_headers", 2, 4, 0)).toBe(0);
  });

  test("gets no callback of another kind", () => {
    running.call("proxy_on_request_headers", 2, 4, 0);
    expect(logged("proxy_on_new_connection", 2)).toEqual([]);
    expect(logged("proxy_on_tick", 2)).toEqual([]);
  });
});

test("a TCP connection gets its callbacks", () => {
  running.call("proxy_on_context_create", 1, 0);
  running.call("proxy_on_context_create", 2, 1);
  expect(running.call("proxy_on_new_connection", 2)).toBe(1);
  expect(running.call("proxy_on_downstream_data", 2, 5, 0)).toBe(1);
  expect(running.call("proxy_on_upstream_data", 2, 6, 1)).toBe(0);
  running.call("proxy_on_downstream_connection_close", 2, 1);
  running.call("proxy_on_upstream_connection_close", 2, 2);
  expect(running.call("proxy_on_done", 2)).toBe(1);
  running.call("proxy_on_log", 2);
  running.call("proxy_on_delete", 2);
  expect(running.logs).toEqual([
    "info plugin onStreamCreate 2",
    "info connection onNewConnection 2",
    "info connection onDownstreamData 5 false",
    "info connection onUpstreamData 6 true",
    "info connection onDownstreamConnectionClose 1",
    "info connection onUpstreamConnectionClose 2",
    "info connection onDone",
    "info connection onLog",
    "info connection onDelete",
  ]);
});

test("a plugin gets its callbacks, also those for access logs", () => {
  running.call("proxy_on_context_create", 1, 0);
  expect(running.call("proxy_on_vm_start", 1, 0)).toBe(1);
  expect(running.call("proxy_on_configure", 1, 0)).toBe(1);
  expect(running.call("proxy_validate_configuration", 1, 0)).toBe(1);
  running.call("proxy_on_tick", 1);
  running.call("proxy_on_queue_ready", 1, 3);
  running.call("proxy_on_foreign_function", 1, 2, 9);
  running.call("envoy_on_resolve_dns", 1, 8, 30);
  running.call("envoy_on_stats_update", 1, 40);
  running.call("proxy_on_log", 1);
  expect(running.call("proxy_on_done", 1)).toBe(1);
  running.call("proxy_on_delete", 1);
  expect(running.logs.map((line) => line.replace("info plugin ", ""))).toEqual([
    "onVmStart ",
    "onConfigure  all",
    "validateConfiguration",
    "onTick",
    "onQueueReady 3",
    "onForeignFunction 2 9",
    "onResolveDns 8 30",
    "onStatsUpdate 40",
    "onLog",
    "onDone",
    "onDelete",
  ]);
});

test("no callback traps for an unknown id", () => {
  const functions = Object.entries(running.exports).filter(([name]) => /^(proxy|envoy)_on_(?!memory)/.test(name));
  for (const id of [0, 1, 77, 0xffffffff]) {
    for (const [name, callback] of functions) {
      if (name === "proxy_on_context_create") continue;
      const args = Array.from({ length: (callback as { length: number }).length - 1 }, () => 0);
      running.call(name, id, ...args);
    }
  }
  running.call("proxy_on_context_create", 0, 0);
  running.call("proxy_on_context_create", 9, 77);
  expect(running.call("proxy_on_request_headers", 9, 1, 1)).toBe(0);
  running.call("proxy_on_log", 9);
  running.call("proxy_on_delete", 9);
  expect(running.logs.filter((line) => !line.startsWith("error no plugin is registered"))).toEqual([]);
});

describe("a root id", () => {
  test("that no plugin has is refused with a line that names those there are", () => {
    rootId = "other";
    running.call("proxy_on_context_create", 1, 0);
    expect(running.call("proxy_on_vm_start", 1, 0)).toBe(0);
    expect(running.call("proxy_on_configure", 1, 0)).toBe(0);
    expect(running.logs).toEqual(Array(2).fill('error no plugin is registered for root id "other", only for "all"'));
    running.call("proxy_on_context_create", 2, 1);
    expect(running.call("proxy_on_request_headers", 2, 1, 1)).toBe(0);
  });

  test("that is empty means the only plugin", () => {
    rootId = "";
    running.call("proxy_on_context_create", 1, 0);
    expect(logged("proxy_on_configure", 1, 0)).toEqual(["info plugin onConfigure  all"]);
  });
});
