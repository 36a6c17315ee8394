import { extname } from "node:path";

/** Files that lie beside a suite and are no configuration. */
const noConfiguration = /^(?:README|LICENSE|BUILD)|\.(?:md|wasm|map|proto|ts|rs|go|cc|py|yaml|yml|sh)$/;

/**
 * Which of the files beside a suite is its plugin configuration, by their names: `tests.config` belongs to `tests.textpb`,
 * `session_key.config` to `session_tests.textpb`, and the only file there is to the suite that is just called `tests` or `scenarios`.
 *
 * @param suite Name of the suite.
 * @param suites Names of all suites in the folder.
 * @param others Names of the files that are no suites and that no suite reads.
 */
export function configurationFor(
  suite: string,
  suites: readonly string[],
  others: readonly string[],
): string | undefined {
  const candidates = others.filter((name) => !noConfiguration.test(name));
  const own = candidates.find((name) => belongsTo(name, suite));
  if (own) return own;
  const free = candidates.filter((name) => !suites.some((other) => belongsTo(name, other)));
  const words = wordsOf(suite);
  const fitting = free.filter((name) => words.every((word) => wordsOf(name).includes(word)));
  return fitting.find((name) => name.includes("config")) ?? (fitting.length === 1 ? fitting[0] : undefined);
}

/** `tests.config` and `tests_config.textpb` belong to `tests.textpb`. */
function belongsTo(name: string, suite: string): boolean {
  const stem = stemOf(suite);
  return name === `${stem}.config` || stemOf(name) === `${stem}_config`;
}

/** The words of a file's name that tell it from others. */
function wordsOf(name: string): string[] {
  return stemOf(name)
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "" && !/^(?:test|scenario)s?$/.test(word));
}

function stemOf(name: string): string {
  return name.slice(0, name.length - extname(name).length);
}
