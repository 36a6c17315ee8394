import { describe, expect, test } from "vitest";
import {
  type AbiVersion,
  callbackSignature,
  callbacks,
  foreignFunctions,
  hostFunctionSignature,
  hostFunctions,
  type Importable,
  importables,
  type Signature,
} from "../../module/abi/index.ts";
import { buildModule, code, type FunctionSpec, type ImportSpec, leb } from "../../module/fixtures/build-module.ts";
import { type Verdict, validateModule } from "../support/validate-module.ts";

// The table against the real Envoy: names, types, versions and phases are what it says of itself.

const versions: readonly AbiVersion[] = ["0.1.0", "0.2.0", "0.2.1"];

function marker(abi: AbiVersion): string {
  return abi.replaceAll(".", "_");
}

function words({ params, results }: Signature) {
  return { params: params.join(" "), results: results.join(" ") };
}

function importSpec(entry: Importable): ImportSpec {
  return { module: entry.module, name: entry.name, ...words(entry) };
}

/** Pushes an argument of 1 for each parameter, calls the imported function 0 and drops what it returns. */
function callFirst({ params, results }: Signature): number[] {
  const ones = params.flatMap((type) => [type === "i64" ? 0x42 : 0x41, 1]);
  return [...ones, ...code.call(0), ...results.flatMap(() => code.drop)];
}

describe.each(versions)("ABI %s", (abi) => {
  test("Envoy links a module that imports everything with the table's types", async () => {
    const imports = importables()
      .filter((entry) => entry.abi.includes(abi))
      .map(importSpec);
    expect(await validateModule(buildModule({ abi: [marker(abi)], imports }))).toMatchObject({ loaded: true });
  });

  test.each(hostFunctions.filter((entry) => !entry.abi.includes(abi)))("Envoy does not offer $name", async (entry) => {
    const imports = [{ name: entry.name, ...words(hostFunctionSignature(entry)) }];
    const verdict = await validateModule(buildModule({ abi: [marker(abi)], imports }));
    expect(verdict).toMatchObject({ loaded: false, log: expect.stringContaining(`missing import: env.${entry.name}`) });
  });

  test("Envoy takes a module that exports every callback with the table's types", async () => {
    const functions = callbacks
      .filter((entry) => entry.name !== "malloc" && entry.abi.includes(abi))
      .map((entry) => ({ name: entry.name, ...words(callbackSignature(entry, abi)), ...succeeding(entry.name) }));
    expect(await validateModule(buildModule({ abi: [marker(abi)], functions }))).toMatchObject({ loaded: true });
  });
});

describe.concurrent("callbacks", () => {
  const wanted = callbacks.flatMap((entry) => [
    [entry.name, "0.2.1", entry] as const,
    ...(entry.params.some(({ since }) => since) ? [[entry.name, "0.1.0", entry] as const] : []),
  ]);

  test.each(wanted)("Envoy wants %s in ABI %s as the table has it", async (name, abi, entry) => {
    const functions: FunctionSpec[] = [{ name, params: "f64", body: [] }];
    if (entry.onlyWith) functions.push({ name: entry.onlyWith });
    const allocator = ["malloc", "proxy_on_memory_allocate"].includes(name) ? null : "malloc";
    const { log } = await validateModule(buildModule({ abi: [marker(abi)], functions, allocator }));
    const { params, results } = callbackSignature(entry, abi);
    const signature = `${params.join(" ") || "void"} -> ${results.join(" ") || "void"}`;
    expect(log).toContain(`Bad function signature for: ${name}, want: ${signature}, but`);
  });

  test.each(callbacks.filter(({ abi }) => !abi.includes("0.1.0")))(
    "Envoy ignores $name in ABI 0.1.0",
    async ({ name }) => {
      const functions = [{ name, params: "f64", body: [] }];
      expect(await validateModule(buildModule({ abi: ["0_1_0"], functions }))).toMatchObject({ loaded: true });
    },
  );
});

// WASI has two names; one suffices here.
const newest = importables().filter(({ abi, module }) => abi.includes("0.2.1") && module !== "wasi_unstable");
const named = newest.map((entry) => [`${entry.module}.${entry.name}`, entry] as const);

describe.concurrent("in the start section", () => {
  test.each(named)("%s", async (_, entry) => {
    const functions = [{ body: callFirst(entry) }];
    const { loaded, signal } = await validateModule(buildModule({ imports: [importSpec(entry)], functions, start: 0 }));
    if (entry.allowed.start) expect(loaded).toBe(true);
    else expect(signal).toBe("SIGSEGV");
  });
});

describe.concurrent("in _initialize", () => {
  test.each(named)("%s", async (_, entry) => {
    const functions = [{ name: "_initialize", body: callFirst(entry) }];
    const verdict = await validateModule(buildModule({ imports: [importSpec(entry)], functions }));
    expectRestricted(verdict, !entry.allowed.initialize, "_initialize");
  });
});

describe.concurrent("while Envoy allocates", () => {
  test.each(named)("%s", async (_, entry) => {
    const getBuffer = { name: "proxy_get_buffer_bytes", params: "i32 i32 i32 i32 i32", results: "i32" };
    const where = leb(4096);
    // Reading the plugin configuration, buffer 7, makes Envoy allocate.
    const body = [7, 0, 1, 16, 20].flatMap(code.i32);
    const functions = [
      { name: "malloc", params: "i32", results: "i32", body: [...callFirst(entry), 0x41, ...where] },
      {
        name: "proxy_on_configure",
        params: "i32 i32",
        results: "i32",
        body: [...body, ...code.call(1), ...code.drop, ...code.i32(1)],
      },
    ];
    const imports = [importSpec(entry), getBuffer];
    const verdict = await validateModule(buildModule({ imports, functions, allocator: null }));
    expectRestricted(verdict, !entry.allowed.allocate, "malloc");
  });
});

describe("foreign functions", () => {
  // An empty argument is not found for another reason: no such expression, no such filter state.
  const ambiguous = new Set(["expr_evaluate", "set_envoy_filter_state"]);

  test.each(foreignFunctions.filter(({ name }) => !ambiguous.has(name)))("Envoy knows $name", async ({ name }) => {
    expect(await validateModule(callsForeign(name))).toMatchObject({ loaded: true });
  });

  test.each(["sign_signature", "resolve_dns", "get_value", "no_such_function"])(
    "Envoy does not know %s",
    async (name) => {
      expect(await validateModule(callsForeign(name))).toMatchObject({ loaded: false, signal: null });
    },
  );
});

/** A module that configures itself only where the foreign function is found. */
function callsForeign(name: string): Uint8Array {
  const imports = [{ name: "proxy_call_foreign_function", params: "i32 i32 i32 i32 i32 i32", results: "i32" }];
  // Writes the name to address 0, a byte at a time.
  const write = [...new TextEncoder().encode(name)].flatMap((byte, at) => [
    ...[0x41, ...signedLeb(at)],
    ...[0x41, ...signedLeb(byte)],
    ...[0x3a, 0, 0],
  ]);
  const args = [0, name.length, 0, 0].flatMap((value) => [0x41, ...signedLeb(value)]);
  const results = [0x41, ...signedLeb(1024), 0x41, ...signedLeb(1028)];
  const isFound = [...code.i32(1), 0x47];
  const body = [...write, ...args, ...results, ...code.call(0), ...isFound];
  return buildModule({ imports, functions: [{ name: "proxy_on_configure", params: "i32 i32", results: "i32", body }] });
}

/** A positive number below 8192. */
function signedLeb(value: number): number[] {
  return [(value & 0x7f) | 0x80, value >> 7];
}

function succeeding(name: string): { body?: number[] } {
  return ["proxy_on_vm_start", "proxy_on_configure"].includes(name) ? { body: [...code.i32(1)] } : {};
}

function expectRestricted({ loaded, log }: Verdict, restricted: boolean, where: string): void {
  if (restricted) expect(log).toContain(`Function: ${where} failed: Uncaught Error: restricted_callback`);
  else expect(loaded).toBe(true);
}
