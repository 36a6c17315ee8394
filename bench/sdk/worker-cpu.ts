// CPU time of Envoy's worker thread as Linux counts it: by the scheduler in nanoseconds, not in ticks.
import { readdir, readFile } from "node:fs/promises";

/** Reads the CPU time that a thread has had, in nanoseconds. */
export type CpuClock = () => Promise<number>;

/**
 * The clock of the one worker thread of an Envoy. What Envoy's other threads do (start, metrics, V8's compiler) does not
 * count.
 *
 * @throws Error where there is no such thread, or no scheduler statistics, as on other systems than Linux
 */
export async function workerClock(pid: number): Promise<CpuClock> {
  const thread = await findThread(pid, "wrk:worker_0");
  const path = `/proc/${pid}/task/${thread}/schedstat`;
  async function read(): Promise<number> {
    return cpuNanoseconds(await readFile(path, "utf8"));
  }
  await read();
  return read;
}

async function findThread(pid: number, name: string): Promise<string> {
  for (const thread of await readdir(`/proc/${pid}/task`)) {
    const comm = await readFile(`/proc/${pid}/task/${thread}/comm`, "utf8");
    if (comm.trim() === name) return thread;
  }
  throw new Error(`process ${pid} has no thread ${name}`);
}

/** The first number of a `schedstat` file: time spent on the CPU. Source: Documentation/scheduler/sched-stats.rst of Linux. */
export function cpuNanoseconds(schedstat: string): number {
  const match = /^(\d+) \d+ \d+\s*$/.exec(schedstat);
  if (!match) throw new Error(`not a schedstat file: ${JSON.stringify(schedstat)}`);
  return Number(match[1]);
}
