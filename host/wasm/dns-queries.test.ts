import binaryen from "assemblyscript/binaryen";
import { afterEach, expect, test, vi } from "vitest";
import { platform } from "#host-platform";
import { toText } from "../bytes.ts";
import { createHost, type Host } from "../index.ts";
import type { HostPlatform } from "../platform.ts";

const name = "shop.example";

/** Looks a name up when it is configured, and logs the answer. */
function moduleOf(): Uint8Array {
  const module = binaryen.parseText(`(module
    (import "env" "envoy_resolve_dns" (func $resolve (param i32 i32 i32) (result i32)))
    (import "env" "proxy_get_buffer_bytes" (func $buffer (param i32 i32 i32 i32 i32) (result i32)))
    (import "env" "proxy_log" (func $log (param i32 i32 i32) (result i32)))
    (memory (export "memory") 1)
    (data (i32.const 64) "${name}")
    (func (export "proxy_abi_version_0_2_1"))
    (func (export "malloc") (param i32) (result i32) (i32.const 1024))
    (func (export "proxy_on_configure") (param i32 i32) (result i32)
      (drop (call $resolve (i32.const 64) (i32.const ${name.length}) (i32.const 0)))
      (i32.const 1))
    (func (export "envoy_on_resolve_dns") (param i32 i32 i32)
      (drop (call $buffer (i32.const 8) (i32.const 0) (i32.const -1) (i32.const 0) (i32.const 4)))
      (drop (call $log (i32.const 2) (i32.const 1024) (local.get 2)))))`);
  const bytes = module.emitBinary();
  module.dispose();
  return bytes;
}

/** What has been logged, by thread. */
function logsOf(host: Host): string[] {
  return host.logs.map(({ thread, level, message }) => `${thread} ${level}: ${toText(message)}`);
}

afterEach(() => {
  vi.restoreAllMocks();
});

test("every VM that stays learns what a name is", () => {
  const host = createHost({ plugins: [{ module: moduleOf() }], dns: { [name]: ["10.0.0.1"] } });
  const answer = "\x01\0\0\0\0\0\0\x0010.0.0.1:0\0";
  expect(logsOf(host)).toEqual([`main info: ${answer}`, `worker 0 info: ${answer}`]);
});

test("the host waits for what is looked up elsewhere", async () => {
  vi.spyOn(platform as Required<HostPlatform>, "resolveHost").mockImplementation(async () => []);
  const host = createHost({ plugins: [{ module: moduleOf() }] });
  expect(await host.settle(() => host.logs.length === 2)).toBe(true);
});

test("a plugin that has ended is told nothing", async () => {
  vi.spyOn(platform as Required<HostPlatform>, "resolveHost").mockImplementation(async () => []);
  const host = createHost({ plugins: [{ module: moduleOf() }] });
  host.shutDown();
  await host.settle(() => false);
  expect(host.logs).toEqual([]);
});

test("where nobody can look names up the log says so", async () => {
  vi.spyOn(platform, "resolveHost" as never, "get").mockReturnValue(undefined as never);
  const host = createHost({ plugins: [{ module: moduleOf() }] });
  await host.settle(() => host.logs.length === 5);
  expect(logsOf(host)).toContain(
    `worker 0 warn: envoy_resolve_dns: a browser cannot look up "${name}"; the option \`dns\` can say its addresses`,
  );
  expect(logsOf(host).at(-1)).toBe("worker 0 info: ");
});
