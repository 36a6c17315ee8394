import { describe, expect, test } from "vitest";
import { MeshWasmError } from "../../core/index.ts";
import { createHost } from "../../host/index.ts";
import { assembledModules, type Fixture, oddModules, verdictOf } from "./fixture-modules.ts";

// What Envoy does with a module, the host does as well. Where Envoy crashes, it says so.

/** What this machine's JavaScript engine may not run, unlike Envoy's. */
const newer = ["features-accepted.wat", "memory-two.wat"];

describe("modules assembled from text", () => {
  test.each(assembledModules)("$name", expectVerdict);
});

describe("files that no assembler writes", () => {
  test.each(oddModules)("$name", expectVerdict);
});

function expectVerdict(fixture: Fixture): void {
  const { what, words } = verdictOf(fixture);
  const { error, log } = load(fixture.bytes);
  switch (what) {
    case "loads":
      if (error?.code === "MW0318" && newer.includes(fixture.name)) return;
      expect({ error, log }).toEqual({ error: undefined, log: [] });
      break;
    case "traps":
      // In the trial, on the main thread and on the worker
      expect({ error, log }).toEqual({ error: undefined, log: Array(3).fill(expect.stringContaining(words)) });
      break;
    case "crashes":
      expect(error).toMatchObject({ code: "MW0528", message: expect.stringContaining("Envoy would crash") });
      break;
    case "refuses":
      expect(error?.code).toMatch(/^MW052[347]$/);
      expect([...(error?.details ?? []), ...log].join("\n")).toContain(said(words, fixture.name));
      break;
    default:
      throw new Error(`no such expectation: ${fixture.envoy}`);
  }
}

/** Of files that are no module at all Envoy says two things, which mean the same; the host says one, and what is wrong. */
function said(words: string, name: string): string {
  const isOdd = oddModules.some((odd) => odd.name === name);
  return isOdd && name !== "an export name twice" ? "Failed to parse corrupted Wasm module" : words;
}

function load(module: Uint8Array): { error: MeshWasmError | undefined; log: string[] } {
  const log: string[] = [];
  try {
    createHost({
      plugins: [{ module, configuration: "configuration" }],
      logLevel: "error",
      onLog: ({ message }) => log.push(message),
    });
    return { error: undefined, log };
  } catch (error) {
    if (!(error instanceof MeshWasmError)) throw error;
    return { error, log };
  }
}
