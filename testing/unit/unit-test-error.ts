import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { framesToShow, withoutTypeArguments } from "../../module/index.ts";
import type { Trap } from "../traps/trap.ts";
import type { UnitTestFailure } from "./unit-messages.ts";
import type { UnitModule } from "./unit-module.ts";

/** Why a unit test has failed, in the form that test runners show with a difference and a place in the source. */
export class UnitTestError extends Error {
  override readonly name = "AssertionError";
  /** What the test has compared, where it has: a plain value, or a text of what is no plain value. */
  readonly actual?: unknown;
  readonly expected?: unknown;

  constructor(message: string, options: { stack?: readonly string[]; actual?: unknown; expected?: unknown } = {}) {
    super(message);
    if (options.actual !== undefined && options.expected !== undefined) {
      this.actual = options.actual;
      this.expected = options.expected;
    }
    if (options.stack) this.stack = [`${this.name}: ${message}`, ...options.stack].join("\n");
  }
}

/** The error for an expectation that did not hold. */
export function failureError(failure: UnitTestFailure, trap: Trap, module: UnitModule): UnitTestError {
  const { failed, actual, expected, negated } = failure;
  const matcher = matcherOf(trap);
  const compared = `expect(${short(actual)})${negated ? ".not" : ""}.${matcher}(${short(expected)})`;
  const message = [failed, actual === "" ? "" : compared].filter(Boolean).join(": ") || "an assertion does not hold";
  return new UnitTestError(message, {
    stack: stackOf(trap, module),
    ...(actual !== "" && !negated ? { actual: valueOfText(actual), expected: valueOfText(expected) } : {}),
  });
}

/** The error for any other trap. */
export function trapUnitError(trap: Trap, module: UnitModule): UnitTestError {
  return new UnitTestError(`trapped: ${trap.text}`, { stack: stackOf(trap, module) });
}

/** The error for a test that was to trap and did not. The module does not tell where it is: it is looked for by its name. */
export function noTrapError(test: string, { file }: UnitModule): UnitTestError {
  const lines = readFileSync(file, "utf8").split("\n");
  const line = lines.findIndex((text) => text.includes(JSON.stringify(test)) || text.includes(`'${test}'`)) + 1;
  return new UnitTestError("the test was to trap, and came to its end", {
    stack: [`    at test (${file}:${Math.max(line, 1)}:1)`],
  });
}

/** The method of as-pect's Expectation that has trapped. */
function matcherOf({ frames }: Trap): string {
  for (const { name } of frames) {
    const found = /^Expectation\.(\w+)$/.exec(withoutTypeArguments(name));
    if (found?.[1]) return found[1];
  }
  return "…";
}

/** Texts, numbers and the like as what they are: test runners put quotes around a text, and none around a number. */
function valueOfText(text: string): unknown {
  if (/^".*"$/s.test(text) || ["true", "false", "null"].includes(text)) return JSON.parse(text);
  return String(Number(text)) === text ? Number(text) : text;
}

function short(text: string): string {
  return text.length > 60 || text.includes("\n") ? "…" : text;
}

/** The project's own frames, as a stack of JavaScript. */
function stackOf(trap: Trap, { file, projectDir }: UnitModule): string[] {
  const own = framesToShow(trap).filter(({ origin, location }) => origin === "own" && location !== null);
  const lines = own.map(({ name, location }) => {
    const place = `${resolve(projectDir, location?.file ?? "")}:${location?.line ?? 1}:${location?.column ?? 1}`;
    return `    at ${name.startsWith("<anonymous>") ? "test" : name} (${place})`;
  });
  return lines.length > 0 ? lines : [`    at test (${file}:1:1)`];
}
