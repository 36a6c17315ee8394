import { expect, test } from "vitest";
import { startFailure, updateFailure } from "./start-failure.ts";

function logged(level: string, message: string): string {
  return `[2026-01-02 03:04:05.678][12][${level}][wasm] [source/extensions/common/wasm/context.cc:1148] ${message}`;
}

function failureOf(...lines: string[]) {
  return { exit: { code: 1, signal: null }, modules: [], lines };
}

const refused = [
  logged("error", "Wasm VM failed Failed to configure base Wasm plugin"),
  logged("critical", "Plugin quota failed to load"),
];

test("a plugin that refuses its configuration: what it logged is in the message, and there alone", async () => {
  const said = logged("error", "wasm log quota quota: perMinute: expected an integer");
  // Envoy may configure a plugin more than once.
  const error = await startFailure(failureOf(said, said, ...refused));
  expect(error).toMatchObject({
    code: "MW0525",
    message: 'the module of plugin "quota" answers false to its configuration: perMinute: expected an integer',
    details: ["Wasm VM failed Failed to configure base Wasm plugin", "Plugin quota failed to load"],
  });
});

test("a plugin that logged several lines: the first is in the message, all are among Envoy's words", async () => {
  const error = await startFailure(failureOf(logged("error", "wasm log quota: two faults"), "- one", ...refused));
  expect(error.message).toMatch(/configuration: two faults$/);
  expect(error.details.slice(0, 2)).toEqual(["wasm log quota: two faults", "- one"]);
});

test("a plugin that traps: what it logged is in the message", async () => {
  const lines = [
    logged("critical", "wasm log quota: abort: index out of range at assembly/index.ts:7:3"),
    logged("error", "Function: proxy_on_configure failed: Uncaught RuntimeError: unreachable"),
    logged("critical", "Plugin quota failed to load"),
  ];
  expect((await startFailure(failureOf(...lines))).message).toBe(
    'the module of plugin "quota" traps in proxy_on_configure: abort: index out of range at assembly/index.ts:7:3',
  );
});

test("a root id that the module does not register: MW0535 with the ones that it does", async () => {
  const unknown = (names: string) =>
    logged("error", `wasm log quota: no plugin is registered for root id "quota", only for${names}`);
  expect(await startFailure(failureOf(unknown(' "limits"'), ...refused))).toMatchObject({
    code: "MW0535",
    message: 'the module of plugin "quota" has no root id "quota", only "limits"',
    hint: 'give the plugin the rootId "limits" (without one it is the plugin\'s name, and that the file\'s), or register it as "quota"',
  });
  const update = updateFailure("Envoy keeps the previous plugin", [unknown(' "b" "a"'), ...refused]);
  expect(update).toMatchObject({
    code: "MW0535",
    message: 'Envoy keeps the previous plugin: the module of plugin "quota" has no root id "quota", only "b", "a"',
    hint: expect.stringMatching(/^give the plugin one of these as rootId /),
  });
});

test("what is not known is told in Envoy's words", async () => {
  const lines = [logged("error", "something new")];
  expect(await startFailure(failureOf(...lines))).toMatchObject({
    code: "MW0520",
    message: "Envoy ended (exit status 1)",
    details: ["something new"],
  });
  expect(updateFailure("Envoy keeps it", lines)).toMatchObject({ code: "MW0531", details: ["something new"] });
});
