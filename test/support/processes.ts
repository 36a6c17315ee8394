import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { runProcess } from "./run-process.ts";

/** The command lines of all running processes that mention `text`, this one left out. */
export function processesMentioning(text: string): string[] {
  const ids = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return ids.map(commandLine).filter((line) => line.includes(text));
}

function commandLine(id: string): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return ""; // ended meanwhile
  }
}

/** Resolves once `look` answers nothing; a leftover that never goes keeps the test from ending. */
export async function untilNone(look: () => string[] | Promise<string[]>): Promise<void> {
  while ((await look()).length > 0) await sleep(100);
}

/** Ids of the containers, running or not, that `filter` selects. */
export async function containers(filter: string): Promise<string[]> {
  const { stdout } = await runProcess("docker", ["ps", "--all", "--quiet", "--filter", filter]);
  return stdout.split("\n").filter((line) => line !== "");
}
