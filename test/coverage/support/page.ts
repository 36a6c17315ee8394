import { type Expected, expectedParts, type Part } from "./functions.ts";
import { neverCalled } from "./never-called.ts";
import type { Coverage } from "./recorder.ts";
import { sdkSymbols } from "./sdk-symbols.ts";

/** The page docs/host-calls.md: every function of the ABI and what it did in the tests. */
export function hostCallsPage(coverage: Coverage, version: string): string {
  const never = Object.entries(neverCalled).map(([name, reason]) => `| \`${name}\` | ${symbolOf(name)} | ${reason} |`);
  return `${[
    "# Host calls",
    `Every function of Proxy-Wasm that a module meets in Envoy, what of the SDK uses it, and what was returned when it ran in Envoy ${version}. Made from what ran in the tests; \`npx vitest run test/coverage -u\` writes it anew.`,
    "The areas are those of `test/coverage/scenarios`.",
    ...expectedParts().flatMap((part) => [`## ${part.title}`, tableOf(part, coverage)]),
    "## Never called",
    "What Envoy looks for in a module and does not call:",
    ["| Function | In the SDK | Why |", "|---|---|---|", ...never].join("\n"),
  ].join("\n\n")}\n`;
}

/** The functions that must run and did not. */
export function missing(coverage: Coverage): string[] {
  return expectedParts()
    .flatMap(({ functions }) => functions)
    .filter(({ name, recorded }) => !(name in neverCalled) && !coverage.has(recorded))
    .map(({ recorded }) => recorded);
}

function tableOf({ columns, functions }: Part, coverage: Coverage): string {
  const rows = functions.filter(({ name }) => !(name in neverCalled)).map((entry) => rowOf(entry, coverage));
  return [`| Function | ${columns[0]} | ${columns[1]} | Areas |`, "|---|---|---|---|", ...rows].join("\n");
}

function rowOf({ name, recorded, word }: Expected, coverage: Coverage): string {
  const { answers = new Set<number>(), areas = new Set<string>() } = coverage.get(recorded) ?? {};
  const words = new Set([...answers].sort((a, b) => a - b).map(word));
  return `| \`${name}\` | ${symbolOf(name)} | ${[...words].join(", ")} | ${[...areas].sort().join(", ")} |`;
}

function symbolOf(name: string): string {
  const symbol = sdkSymbols[name];
  return symbol ? `\`${symbol.replace("__mesh_", "")}\`` : "–";
}
