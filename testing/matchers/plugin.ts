import * as v from "valibot";
import { renderTrap } from "../../module/symbolicate/index.ts";
import { check } from "../checks/check.ts";
import { number, pattern as patternSchema, whole } from "../checks/schemas.ts";
import { shown } from "../errors/shown.ts";
import { type LogFilter, matches } from "../logs/log-view.ts";
import type { TestFilter } from "../test-filter.ts";
import { callsOf, contextOf, filterOf, logsOf, trapsOf } from "./subjects.ts";
import { type Verdict, withDetails } from "./verdict.ts";

/** How many lines a failure shows. */
const shownLines = 20;

/** A plugin has logged a line that contains the text or matches the expression. */
export function hasLogged(subject: unknown, pattern: string | RegExp, filter: LogFilter = {}): Verdict {
  const logs = logsOf(subject, "logs");
  const found = logs.find(pattern, filter);
  const lines = logs.filter(filter).slice(-shownLines);
  const wanted = `a log line ${typeof pattern === "string" ? "with" : "like"} ${shown(pattern)}`;
  const said = lines.map(({ level, message }) => `${level}: ${message}`);
  const instead = said.length === 0 ? "nothing was logged" : "there is none among:";
  return {
    pass: found !== undefined,
    failure: withDetails(`expected ${wanted}, but ${instead}`, [...said, ...trapContext(subject)]),
    unwanted: `expected no ${wanted.slice(2)}, but there is: ${found?.message ?? ""}`,
    actual: logs.messages(filter),
    expected: pattern,
  };
}

/** A plugin has defined this counter; it is at this value, where one is given. */
export function hasCounter(subject: unknown, name: string, expected?: number): Verdict {
  return hasMetric(filterOf(subject, "counters"), "counter", name, expected);
}

/** A plugin has defined this gauge; it is at this value, where one is given. */
export function hasGauge(subject: unknown, name: string, expected?: number): Verdict {
  return hasMetric(filterOf(subject, "gauges"), "gauge", name, expected);
}

function hasMetric({ metrics }: TestFilter, type: "counter" | "gauge", name: string, expected?: number): Verdict {
  check(v.optional(number), expected, `the value of the expected ${type}`);
  const actual = metrics[type](name);
  const wanted = expected === undefined ? `${type} ${name}` : `${type} ${name} at ${expected}`;
  const instead = actual === undefined ? `no plugin has defined such a ${type}` : `it is at ${actual}`;
  return {
    pass: expected === undefined ? actual !== undefined : actual === expected,
    failure: `expected ${wanted}, but ${instead}`,
    unwanted: `expected no ${wanted}, but ${instead}`,
    actual,
    expected,
  };
}

/** A plugin has trapped; with a message or in a function like this, where a pattern is given. */
export function hasTrapped(subject: unknown, pattern?: string | RegExp): Verdict {
  const traps = trapsOf(subject, "traps");
  check(v.optional(patternSchema), pattern, "the text of the expected trap");
  const texts = traps.map((trap) => renderTrap(trap, trap.plugin || "the module"));
  const found = texts.find((lines) => pattern === undefined || matches(lines.join("\n"), pattern));
  const wanted = pattern === undefined ? "a trap" : `a trap like ${shown(pattern)}`;
  const instead = traps.length === 0 ? "there is none" : "there is none among:";
  return {
    pass: found !== undefined,
    failure: withDetails(`expected ${wanted}, but ${instead}`, [...texts.flat(), ...contextOf(subject)]),
    unwanted: withDetails(`expected no ${wanted.slice(2)}, but:`, found ?? []),
    actual: texts.map((lines) => lines.join("\n")),
    expected: pattern,
  };
}

/** A plugin has called this cluster; so many times, where a number is given. */
export function hasCalled(subject: unknown, cluster: string, times?: number): Verdict {
  check(v.optional(whole(0)), times, "the expected number of calls");
  const calls = callsOf(subject, "calls", cluster);
  const count = calls.filter((call) => call.cluster === cluster).length;
  const said = calls.map((call) => `${call.method} ${call.path} to ${call.cluster}`);
  const wanted = times === undefined ? `a call to ${cluster}` : `${times} calls to ${cluster}`;
  return {
    pass: times === undefined ? count > 0 : count === times,
    failure: withDetails(`expected ${wanted}, but there are ${count}`, [...said, ...contextOf(subject)]),
    unwanted: withDetails(`expected other than ${wanted}`, said),
    actual: count,
    expected: times,
  };
}

/** A trap is the likeliest reason for what was not logged. */
function trapContext(subject: unknown): string[] {
  return contextOf(subject).filter((line) => !line.startsWith("logged "));
}
