import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDockerRegistry } from "../../registry/fixtures/docker-registry.ts";
import type { Report, Result } from "../report.ts";
import { median, shuffled } from "../sdk/statistics.ts";
import { bin, clients, timed } from "./clients.ts";
import { sampleModule } from "./sample-module.ts";

const rounds = 15;
/** What every program in JavaScript takes before it does anything, and what ours takes before it does what it is asked for. */
const floors: readonly Turn[] = [
  { name: "node-empty", command: [process.execPath, "--eval", "0"] },
  { name: "mesh-wasm --version", command: [process.execPath, bin, "--version"] },
];

/** Milliseconds by name, one of each round. */
type Times = Map<string, number[]>;

/**
 * A push and a pull of a module of 40 KB, each a process of its own, of our command line and of other people's with the same
 * registry. In each round everybody has a turn, in another order each time; ratios are medians of those of the rounds.
 */
export async function benchRegistry(): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), "mesh-wasm-bench-"));
  await using registry = await startDockerRegistry("plain");
  try {
    await writeFile(join(folder, "plugin.wasm"), sampleModule(40 << 10));
    execFileSync("tar", ["czf", "layer.tar.gz", "plugin.wasm"], { cwd: folder });
    const times: Times = new Map();
    // What the first run of a program reads from the disk is no part of it: round 0 does not count
    for (let round = 0; round <= rounds; round++) {
      for (const { name, command } of turnsOf(registry.host, round)) {
        const ms = await timed(command, folder);
        if (round > 0) times.set(name, [...(times.get(name) ?? []), ms]);
      }
    }
    return { name: "registry", rounds, results: resultsOf(times) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Turn {
  name: string;
  command: readonly string[];
}

/** Each client pushes to a repository of its own, where nothing of the module is before, and then pulls from it. */
function turnsOf(host: string, round: number): Turn[] {
  const repositoryOf = (client: string): string => `${host}/bench/${client}-${round}:1`;
  const pushes = clients.map(({ name, push }) => ({ name: `push, ${name}`, command: push(repositoryOf(name)) }));
  const pulls = clients.map(({ name, pull }) => ({ name: `pull, ${name}`, command: pull(repositoryOf(name)) }));
  return [...shuffled([...floors, ...pushes]), ...shuffled(pulls)];
}

function resultsOf(times: Times): Result[] {
  return ["push", "pull"]
    .flatMap((what) => clients.map(({ name }) => ({ key: `${what}, ${name}`, ours: `${what}, mesh-wasm` })))
    .map(({ key, ours }): Result => {
      const theirs = times.get(key) ?? [];
      const ratios = (times.get(ours) ?? []).map((ms, round) => ms / (theirs[round] ?? Number.NaN));
      return { case: key, ms: median(theirs), ours_over_it: median(ratios) };
    })
    .concat(floors.map(({ name }) => ({ case: name, ms: median(times.get(name) ?? []) })));
}
