import type { Observation } from "../observe/observation.ts";
import { observationLines } from "../observe/observation-lines.ts";
import { statsSinkPlugins } from "../scenario/defaults.ts";
import type { Scenario, ScenarioFile } from "../scenario/schema.ts";
import { driveEnvoy } from "./drive-envoy.ts";
import { type Session, startSession } from "./session.ts";

/** A scenario and the area that it belongs to. */
interface Entry {
  area: string;
  scenario: Scenario;
}

/** What was observed of a scenario. */
export interface Observed extends Entry {
  lines: string[];
}

/** How many Envoys run at a time. */
const parallel = 2;

/** Milliseconds until it is said that a scenario still runs; they take a tenth of a second. */
const slowAfter = 20_000;

/** Runs scenarios in an Envoy of this version; few Envoys serve many scenarios one after the other. */
export async function runInEnvoy(
  version: string,
  areas: readonly ScenarioFile[],
  tell: (observed: Observed) => void = () => {},
): Promise<Observed[]> {
  const groups = groupsOf(areas);
  const all: Observed[] = [];
  async function work(): Promise<void> {
    for (let group = groups.shift(); group; group = groups.shift()) {
      for (const observed of await runGroup(version, group)) {
        tell(observed);
        all.push(observed);
      }
    }
  }
  await Promise.all(Array.from({ length: parallel }, work));
  return all;
}

/** Scenarios that may share an Envoy, large groups first. */
function groupsOf(areas: readonly ScenarioFile[]): Entry[][] {
  const groups = new Map<string, Entry[]>();
  for (const { area, scenarios } of areas) {
    for (const scenario of scenarios) {
      const { alone, workers = 1, name } = scenario;
      const key = alone ? `${area} ${name}` : `${area} ${workers}`;
      groups.set(key, [...(groups.get(key) ?? []), { area, scenario }]);
    }
  }
  return [...groups.values()].sort((a, b) => b.length - a.length);
}

async function runGroup(version: string, entries: readonly Entry[]): Promise<Observed[]> {
  const rest = [...entries];
  const observed: Observed[] = [];
  // An Envoy that ends over a scenario is followed by another one
  while (rest.length > 0) observed.push(...(await runSession(version, rest)));
  return observed;
}

/** Takes scenarios off the list until it is empty or Envoy ends. */
async function runSession(version: string, rest: Entry[]): Promise<Observed[]> {
  const session = await startSession({
    version,
    workers: rest[0]?.scenario.workers ?? 1,
    sinks: rest[0] ? statsSinkPlugins(rest[0].scenario) : [],
  });
  const done: { entry: Entry; observation: Observation }[] = [];
  try {
    for (let entry = rest.shift(); entry; entry = rest.shift()) {
      const observation = await telling(version, entry, driveEnvoy(session, entry.scenario, `s${done.length}`));
      done.push({ entry, observation });
      if (session.feed.ended === undefined) continue;
      // What the others have written to the access log may be lost with it
      if (!entry.scenario.alone)
        throw new Error(`"${entry.scenario.name}" ends Envoy ${version}, so it must be \`alone\``);
      break;
    }
  } finally {
    await session.stop();
  }
  return done.map(({ entry, observation }, index) => {
    const accessLog = observation.ended === undefined ? accessLogOf(session, `s${index}`) : [];
    return { ...entry, lines: observationLines({ ...observation, accessLog }) };
  });
}

/** Says which scenario does not come to its end: it waits for something that this Envoy does not do. */
async function telling<T>(version: string, { area, scenario }: Entry, running: Promise<T>): Promise<T> {
  const told = setInterval(() => {
    process.stderr.write(`${area}: "${scenario.name}" still runs in Envoy ${version}\n`);
  }, slowAfter);
  return await running.finally(() => clearInterval(told));
}

/** The access log of the listener of this name; Envoy has written all of it when it has ended. */
function accessLogOf({ envoy }: Session, name: string): string[] {
  const prefix = `${name} `;
  return envoy.accessLog.lines().flatMap((line) => (line.startsWith(prefix) ? [line.slice(prefix.length)] : []));
}
