// Thirty things that older SDKs for AssemblyScript do wrong, and that this one does right.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  callbackSignature,
  callbacks,
  compile,
  hostFunctionSignature,
  hostFunctions,
  readModule,
  wasiFunctions,
} from "../../module/index.ts";
import { abiEnumMembers } from "./support/abi-enum-members.ts";
import { buildProbe, probesDir } from "./support/build-probe.ts";
import { answersTo, callsOfStream, closeStreams, loseStreams, openStreams } from "./support/fault-loads.ts";
import { build, moduleOf, namesOf, start } from "./support/fault-probe.ts";
import { resultsOfAllSizes } from "./support/fault-results.ts";
import { exportedFiles, filesOfSdkWith, packedFiles } from "./support/package-files.ts";
import { reachedFrom } from "./support/reached-from.ts";
import type { Sent } from "./support/recording-host.ts";
import { runProbe } from "./support/run-probe.ts";
import { sourceLines } from "./support/source-lines.ts";

const ok = 0;
const badArgument = 2;
const all = 0xffff_ffff;

test("1: a host status is a value, and nothing traps", async () => {
  const { host, request } = await start("faults");
  for (const status of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 77]) {
    host.refuses = (call) => (call.includes(":path") || call[0] === "proxy_set_effective_context" ? ok : status);
    expect(request("/statuses", 10 + status)).toContain(`info true 0 0 ${Array(16).fill(status).join(" ")}`);
  }
});

test("2: where nothing is found there is nothing, and not what was found before", async () => {
  const { host, deliver, request } = await start("faults");
  host.buffers.set(6, "of the VM");
  expect(deliver("proxy_on_configure", 1, 0)).toEqual(["info plugin [] [] of the VM"]);
  for (const values of [host.headers, host.properties, host.foreign, host.shared]) values.set("there", "abc");
  host.properties.set("number", Uint8Array.of(7, 0, 0, 0, 0, 0, 0, 0));
  host.buffers.set(0, "abc");
  expect(request("/stale")).toEqual([
    'info property "abc" null',
    "info bytes 616263 null",
    "info number 7 -1",
    "info foreign 616263 []",
    'info header "abc" null',
    "info body abc [] 0",
    'info shared "abc" null',
  ]);
});

test("3: the value of a metric is read, and reading does not change it", async () => {
  const { host, request } = await start("faults-calls");
  const [counter] = host.metrics;
  if (counter) counter.value = 2n ** 40n;
  expect(request("/metrics")).toContain("info counter 0 1099511627779 1099511627779");
  const calls = host.sent.filter(([name, id]) => name.endsWith("_metric") && id === 1).map(([name]) => name);
  expect(calls).toEqual(["proxy_increment_metric", "proxy_get_metric", "proxy_get_metric"]);
});

test("4: a metric knows its id, and one that the host refuses answers a status", async () => {
  const { request, sent } = await start("faults-calls");
  expect(request("/metrics").slice(1)).toEqual(["info gauge 0 0 5", "info histogram 0"]);
  expect(sent("proxy_record_metric").map(([, ...args]) => args)).toEqual([
    [2, 7n],
    [3, 9n],
  ]);
  const refuses = ([name]: Sent) => (name === "proxy_define_metric" ? badArgument : ok);
  const refused = await start("faults-calls", "faults", refuses);
  expect(refused.request("/metrics")).toEqual(["info counter 2 0 0", "info gauge 2 2 0", "info histogram 2"]);
  expect(refused.sent("proxy_record_metric", "proxy_increment_metric", "proxy_get_metric")).toEqual([]);
});

test("5: the callbacks of gRPC have the names and types that Envoy looks for, and arrive", async () => {
  const { exports } = await moduleOf("faults-calls");
  const found = exports.filter(({ name }) => name.includes("grpc")).map(({ name, type }) => [name, type] as const);
  const expected = callbacks
    .filter(({ name }) => name.startsWith("proxy_on_grpc"))
    .map((callback) => [callback.name, { kind: "function", ...callbackSignature(callback, "0.2.1") }] as const);
  expect(new Map(found)).toEqual(new Map(expected));

  const { host, deliver, request } = await start("faults-calls");
  request("/watch");
  host.buffers.set(5, "hello");
  host.headers.set("x-sum", "42");
  const call = host.lastCall;
  expect(deliver("proxy_on_grpc_receive_initial_metadata", 1, call, 1)).toEqual(["info initial metadata"]);
  expect(deliver("proxy_on_grpc_receive", 1, call, 5)).toEqual(["info message hello"]);
  expect(deliver("proxy_on_grpc_receive_trailing_metadata", 1, call, 1)).toEqual(["info trailing metadata 42"]);
  expect(deliver("proxy_on_grpc_close", 1, call, 14)).toEqual(["info closed 14"]);
});

test("6: gRPC calls and streams are imported with their types, and send initial metadata", async () => {
  const { imports } = await moduleOf("faults-calls");
  const { request, sent } = await start("faults-calls");
  for (const declared of hostFunctions.filter(({ name }) => /^proxy_grpc_(call|stream)$/.test(name))) {
    const type = { kind: "function", ...hostFunctionSignature(declared) };
    expect(imports.find(({ name }) => name === declared.name)?.type).toEqual(type);
  }
  const service = "\x0a\x09\x0a\x07cluster";
  request("/grpc");
  expect(sent("proxy_grpc_call")).toEqual([
    ["proxy_grpc_call", service, "a.B", "Call", expect.stringContaining("x-caller\0call\0"), "message", 1000],
  ]);
  request("/watch", 3);
  expect(sent("proxy_grpc_stream")).toEqual([
    ["proxy_grpc_stream", service, "a.B", "Watch", expect.stringContaining("x-caller\0stream\0")],
  ]);
});

test("7: the route cache is cleared by what ABI 0.2.1 has for it", async () => {
  expect(namesOf((await moduleOf("faults-calls")).imports)).not.toContain("proxy_clear_route_cache");
  const { host, request, sent } = await start("faults-calls");
  host.foreign.set("clear_route_cache", "");
  expect(request("/clear")).toEqual(["info clear 0"]);
  expect(sent("proxy_call_foreign_function")).toEqual([["proxy_call_foreign_function", "clear_route_cache", ""]]);
});

test("8: bodies are replaced, and bytes are put before and after them", async () => {
  const { deliver, request, sent } = await start("faults-calls");
  request("/change");
  expect(deliver("proxy_on_request_body", 2, 3, 0)).toEqual(["info 0 0", "info 0 0", "info 0 0"]);
  expect(sent("proxy_set_buffer_bytes").map(([, ...args]) => args)).toEqual([
    [0, 0, all, "new"],
    [0, 0, all, "bytes"],
    [0, 0, 0, "<"],
    [0, 0, 0, "["],
    [0, all, 0, ">"],
    [0, all, 0, "]"],
  ]);
});

test("9: a call from the host reaches the plugin, with its arguments", async () => {
  const { host, deliver } = await start("faults");
  host.buffers.set(8, Uint8Array.of(1, 0, 255));
  expect(deliver("proxy_on_foreign_function", 1, 9, 3)).toEqual(["info called 9 with 0100ff of 3"]);
});

test("10: a plugin that writes an access log hears of it", async () => {
  const { deliver } = await start("faults");
  expect(deliver("proxy_on_log", 1)).toEqual(["info plugin onLog"]);
});

test("11: a plugin hears of its end", async () => {
  const { deliver, running } = await start("faults");
  expect(running.call("proxy_on_done", 1)).toBe(0);
  expect(deliver("proxy_on_done", 1)).toEqual(["info plugin onDone"]);
  expect(deliver("proxy_on_delete", 1)).toEqual(["info plugin onDelete"]);
  expect(deliver("proxy_on_delete", 1)).toEqual([]);
});

test("12: plugins in one VM have their own root ids, objects and configurations", async () => {
  const { host, deliver } = await start("faults", "typed");
  deliver("proxy_on_context_create", 2, 0);
  host.rootId = "faults";
  deliver("proxy_on_context_create", 3, 0);
  host.buffers.set(7, '{"name":"one"}');
  deliver("proxy_on_configure", 1, 14);
  host.buffers.set(7, '{"name":"two"}');
  deliver("proxy_on_configure", 2, 14);
  for (const parent of [1, 2]) deliver("proxy_on_context_create", 10 + parent, parent);
  expect(deliver("proxy_on_request_headers", 11, 1, 1)).toEqual(["info typed 1 has one"]);
  expect(deliver("proxy_on_request_headers", 12, 1, 1)).toEqual(["info typed 2 has two"]);
  expect(deliver("proxy_on_log", 3)).toEqual(["info plugin onLog"]);
});

test("13: done() ends the plugin, whoever calls it", async () => {
  const { host, deliver, request, sent } = await start("faults");
  const ended: number[] = [];
  host.refuses = ([name]) => (name === "proxy_done" ? ended.push(host.effective) && ok : ok);
  expect(deliver("proxy_on_tick", 1)).toEqual(["info done 0"]);
  expect(request("/finish")).toEqual(["info done 0"]);
  expect(sent("proxy_set_effective_context")).toEqual([["proxy_set_effective_context", 1]]);
  expect(ended).toEqual([1, 1]);
});

test("14: no callback traps for an unknown id", async () => {
  const { deliver, running } = await start("callbacks", "all");
  const given = callbacks.filter(({ name, context }) => context !== "module" && running.exports[name]);
  expect(given.length).toBeGreaterThan(20);
  const lines: string[] = [];
  for (const { name, params } of given.filter(({ name }) => name !== "proxy_on_context_create")) {
    for (const id of [0, 77, all]) {
      for (const argument of [0, 77]) lines.push(...deliver(name, id, ...params.slice(1).map(() => argument)));
    }
  }
  expect(lines.filter((line) => !line.startsWith("error no plugin is registered"))).toEqual([]);
  // A stream of a plugin that nobody knows
  deliver("proxy_on_context_create", 9, 77);
  for (const name of ["proxy_on_log", "proxy_on_done", "proxy_on_delete"]) expect(deliver(name, 9)).toEqual([]);
});

test("15: a missing header is not an empty one, and its status tells why it is missing", async () => {
  const { host, request } = await start("faults");
  host.headers.set("x-empty", "");
  host.refuses = ([name, map]) => (name.startsWith("proxy_get_header_map") && map === 2 ? badArgument : ok);
  expect(request("/missing")).toEqual(['info empty "" true 0', "info none null false 1", "info early null 2"]);
});

test("16: what is logged at the top level is logged by _initialize, as there is no start section", async () => {
  const { start, exports } = await moduleOf("faults");
  expect(start).toBeNull();
  expect(namesOf(exports)).toContain("_initialize");
  const loaded = await runProbe(await build("faults"));
  expect([loaded.logs, loaded.calls]).toEqual([["info loaded"], []]);
});

test("17: abort logs without allocating, and traps", async () => {
  const module = readModule((await buildProbe("faults", { mode: "debug" })).wasm);
  const allocating = ["rt/__alloc", "rt/__new", "memory/heap.alloc", "sdk/allocate"];
  expect([...module.functionNames.values()]).toEqual(expect.arrayContaining(allocating));
  const reached = reachedFrom(module, "sdk/__mesh_abort");
  expect(reached).toContain("proxy_log");
  expect(reached.filter((name) => allocating.includes(name))).toEqual([]);

  const { request, running } = await start("faults");
  expect(() => request("/throw")).toThrow(new WebAssembly.RuntimeError("unreachable"));
  expect(running.logs).toEqual([expect.stringMatching(/^critical faults\.ts:\d+:\d+: thrown with 2$/)]);
});

test("18: Math.random, Date and console work with what a proxy offers", async () => {
  const { imports } = await moduleOf("faults-globals");
  // Every module reads a property: the root id
  expect(namesOf(imports).sort()).toEqual(["clock_time_get", "proxy_get_property", "proxy_log", "random_get"]);
  const globals = await runProbe(await build("faults-globals"), {
    clock_time_get(probe, [, , timeAt = 0]) {
      new DataView(probe.memory.buffer).setBigUint64(timeAt, 1_700_000_000_123_456_789n, true);
      return ok;
    },
  });
  const numbers = Array.from({ length: 100 }, () => globals.call("random"));
  expect(new Set(numbers.filter((number) => number >= 0 && number < 1)).size).toBe(100);
  expect(globals.call("date")).toBe(1_700_000_000_123n);
  globals.call("writeConsole");
  const lines = ["info log", "debug debug", "info info", "warn warn", "error error"];
  expect(globals.logs).toEqual([...lines, "error Assertion failed: assert", "trace trace 2.5"]);
});

test("19: a request costs the same however many streams are open, and an open stream takes little memory", async () => {
  const probe = await start("faults-small");
  callsOfStream(probe, 2);
  const alone = callsOfStream(probe, 3);
  expect(alone).toContainEqual(["proxy_add_header_map_value", 0, "x-seen", "yes"]);
  const before = probe.memory;
  openStreams(probe, 10_000);
  const full = probe.memory;
  expect(callsOfStream(probe, 4)).toEqual(alone);
  expect((full - before) / 10_000).toBeLessThan(200);
  for (let from = 10_000; from < 100_000; from += 10_000) {
    closeStreams(probe, from);
    openStreams(probe, from + 10_000);
  }
  expect(probe.memory).toBe(full);
});

test("20: headers are bytes, and a filter that makes no text of them makes no garbage", async () => {
  const { host, request } = await start("faults");
  const raw = Buffer.of(0x63, 0xe9, 0xff, 0x80, 0xc3);
  host.headers.set("x-raw", raw);
  expect(request("/bytes")).toEqual(['info 63e9ff80c3 "c\ufffd\ufffd\ufffd\ufffd"']);
  expect([host.headers.get("x-copy"), host.headers.get("x-other")]).toEqual([raw, raw]);

  // With a runtime that frees nothing all that is ever allocated adds up
  const small = await start(await buildProbe("faults-small", { ascFlags: ["--runtime", "stub"] }));
  small.host.headers.set("x-tenant", "acme").set("x-count", "1001");
  for (let i = 0; i < 10; ++i) small.request("/");
  const warm = small.memory;
  for (let i = 0; i < 200_000; ++i) small.deliver("proxy_on_request_headers", 2, 3, 1);
  expect(small.memory).toBe(warm);
});

test("21: results of the host are kept apart, and freed", async () => {
  const probe = await start("faults");
  const take = resultsOfAllSizes(probe);
  expect(take(20_000)).toEqual([]);
  const warm = probe.memory;
  expect(take(100_000)).toEqual([]);
  expect(probe.memory).toBe(warm);
});

test("22: an answer for a stream that is gone reaches nobody, and leaves nothing behind", async () => {
  const probe = await start("faults-calls");
  const { host, deliver, request, sent } = probe;
  for (const [path, callback] of answersTo) {
    request(path);
    expect(deliver("proxy_on_delete", 2)).toEqual([]);
    expect([deliver(callback, 1, host.lastCall, 1, 0, 0), host.sent]).toEqual([[], []]);
    // The host has lost the stream without a word
    request(path);
    host.hasContext = (id) => id !== 2;
    expect(deliver(callback, 1, host.lastCall, 1, 0, 0)).toEqual([]);
    expect(sent("proxy_set_effective_context")).toEqual([["proxy_set_effective_context", 2]]);
    host.hasContext = () => true;
    expect([deliver(callback, 1, host.lastCall, 1, 0, 0), host.sent]).toEqual([[], []]);
  }
  loseStreams(probe, 5_000);
  const warm = probe.memory;
  loseStreams(probe, 50_000);
  expect(probe.memory).toBe(warm);
});

test("23: configurations are there as bytes and as text, whatever the plugin overrides", async () => {
  const { host, deliver } = await start("faults");
  host.buffers.set(6, Uint8Array.of(0x76, 0xff)).set(7, Uint8Array.of(0x70, 0x00, 0xfe));
  expect(deliver("proxy_on_vm_start", 1, 2)).toEqual(["info VM v\ufffd 76ff"]);
  expect(deliver("proxy_on_configure", 1, 3)).toEqual(["info plugin [p\0\ufffd] [7000fe] v\ufffd"]);
  const typed = await start("faults", "typed");
  typed.host.buffers.set(6, "vm").set(7, '{"name":"one"}');
  expect(typed.deliver("proxy_on_configure", 1, 14)).toEqual(['info typed one {"name":"one"} vm']);
});

test("24: parts of a body are read, and a whole one is held and replaced without a wrong length", async () => {
  const { host, running, deliver, request, sent } = await start("faults-calls");
  request("/parts");
  host.buffers.set(0, "0123456789");
  expect(deliver("proxy_on_request_body", 2, 10, 0)).toEqual(["info 10 234 6 9."]);
  const read = [[0, 2, 3], [0, 4, all], [0, 9, all]]; // biome-ignore format: a table
  expect(sent("proxy_get_buffer_bytes").map(([, ...args]) => args)).toEqual(read);

  host.headers.set("content-length", "10");
  request("/buffer", 3);
  expect(host.headers.has("content-length")).toBe(false);
  expect(running.call("proxy_on_request_body", 3, 4, 0)).toBe(1);
  expect(sent("proxy_set_buffer_bytes")).toEqual([]);
  expect(running.call("proxy_on_request_body", 3, 10, 1)).toBe(0);
  expect(sent("proxy_set_buffer_bytes")).toEqual([["proxy_set_buffer_bytes", 0, 0, all, "all: 0123456789"]]);
  expect(deliver("proxy_on_request_body", 3, 101, 0)).toEqual([expect.stringContaining("101 bytes")]);
  expect(sent("proxy_send_local_response")).toEqual([expect.arrayContaining([413])]);
});

test("25: every enum of the ABI is exported, with all values", async () => {
  const { exports } = await runProbe(await build("faults-enums"));
  const found = Object.entries(exports).map(([name, member]) => [name, (member as WebAssembly.Global).value]);
  const expected = abiEnumMembers();
  expect(expected.size).toBeGreaterThanOrEqual(60);
  expect(Object.fromEntries(found)).toMatchObject(Object.fromEntries(expected));
});

test("26: what package.json exports is in the package", async () => {
  const [exported, packed] = [exportedFiles(), await packedFiles()];
  expect(exported.some((pattern) => pattern.test("./assembly/index.ts"))).toBe(true);
  expect(exported.filter((pattern) => !packed.some((path) => pattern.test(path)))).toEqual([]);
});

test("27: each level reaches the proxy's log as it is", async () => {
  const { request } = await start("faults");
  const named = ["trace a", "debug b", "info c", "warn d", "error e", "critical f"];
  const written = named.map((line, level) => `${line.split(" ")[0]} write ${level}`);
  expect(request("/levels")).toEqual([...named, ...written]);
  expect(namesOf((await moduleOf("faults")).imports)).not.toContain("fd_write");
});

test("28: nothing is imported but what Envoy offers to modules of ABI 0.2.1", async () => {
  const offered = [
    ...hostFunctions.filter(({ abi }) => abi.includes("0.2.1")).map(({ name }) => `env.${name}`),
    ...namesOf(wasiFunctions).map((name) => `wasi_snapshot_preview1.${name}`),
  ];
  // All that the SDK declares, and filters that use much of it
  for (const name of ["host-functions", "callbacks", "calls", "faults", "faults-calls"]) {
    const { imports, abiVersions } = await moduleOf(name);
    const strange = imports.map((entry) => `${entry.module}.${entry.name}`).filter((entry) => !offered.includes(entry));
    expect([name, strange, abiVersions]).toEqual([name, [], ["0.2.1"]]);
  }
  expect(filesOfSdkWith("@external")).toEqual(["abi/host.ts", "abi/wasi.ts"]);
});

test("29: the source map names files of the project, and a debug build its functions", async () => {
  const entry = join(probesDir, "faults.ts");
  const { wasm, sourceMap } = await compile({ entry, projectDir: probesDir, name: "faults", mode: "debug" });
  const { sourceMappingUrl, functions, functionNames } = readModule(wasm);
  const map = JSON.parse(sourceMap ?? "");
  expect(sourceMappingUrl).toBe("./faults.wasm.map");
  // Beside the files of packages, and the code generated for the configuration class
  const own = map.sources.filter((source: string) => !source.startsWith("~lib/"));
  expect(own.sort()).toEqual(["faults.TypedConfig.config.ts", "faults.ts"]);
  const text = readFileSync(entry, "utf8");
  expect(map.sourcesContent[map.sources.indexOf("faults.ts")]).toBe(text);

  const placed = functions.map((body) => ({ body, lines: sourceLines(map, "faults.ts", body) }));
  const ofProject = placed.filter(({ lines }) => lines.length > 0);
  expect(ofProject.filter(({ body }) => !functionNames.get(body.index)?.includes("faults"))).toEqual([]);
  const stale = ofProject.find(({ body }) => body.name === "faults/Stream#stale");
  const lines = stale?.lines.map((line) => text.split("\n")[line - 1]);
  expect(lines).toContainEqual(expect.stringContaining('getString("there")'));
});

test("30: what the language lacks the SDK does without", async () => {
  const { host, deliver, request, sent } = await start("faults");
  host.headers.set("x-empty", "").set(":status", "204");
  expect(request("/language", 7)).toEqual(["info an empty header", "info regex true true"]);
  expect(sent("proxy_send_local_response").map(([, ...args]) => args)).toEqual([
    [403, "by Denying", "", "", all],
    [404, "by Denying", "nothing here", "", all],
    [500, "", "bytes", "", all],
  ]);
  expect(deliver("proxy_on_http_call_response", 1, 1, 1, 0, 0)).toEqual(["info stream 7 has its answer 204"]);
});
