import { describe, expect, test } from "vitest";
import { checkModule } from "../../module/check/index.ts";
import { readModule } from "../../module/read/index.ts";
import { validateModule } from "../support/validate-module.ts";
import { assembledModules, type Fixture, oddModules, verdictOf } from "./fixture-modules.ts";

// Every check that says what Envoy does with a module, against the real Envoy.

describe.concurrent("modules assembled from text", () => {
  test.each(assembledModules)("$name", expectVerdict);
});

describe.concurrent("files that no assembler writes", () => {
  test.each(oddModules)("$name", expectVerdict);
});

async function expectVerdict(fixture: Fixture): Promise<void> {
  const found = checkModule(readModule(fixture.bytes)).map(({ level, code }) => `${level} ${code}`);
  expect(found).toEqual(fixture.findings);
  const { what, words } = verdictOf(fixture);
  const { loaded, signal, log } = await validateModule(fixture.bytes);
  switch (what) {
    case "loads":
      expect({ loaded, log }).toEqual({ loaded: true, log: expect.not.stringContaining("failed") });
      break;
    case "traps":
      expect({ loaded, log }).toEqual({ loaded: true, log: expect.stringContaining(words) });
      break;
    case "crashes":
      expect({ loaded, signal }).toEqual({ loaded: false, signal: words });
      break;
    case "refuses":
      expect({ loaded, signal, log }).toEqual({ loaded: false, signal: null, log: expect.stringContaining(words) });
      break;
    default:
      throw new Error(`no such expectation: ${fixture.envoy}`);
  }
}
