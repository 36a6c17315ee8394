import { fileURLToPath } from "node:url";
import type { EnvoyLogs } from "../../../envoy/index.ts";
import { buildProbe, type Probe } from "../../sdk/support/build-probe.ts";

/** A host call that the probe `asking` makes, and in which phase (`*`: in each). */
export interface Question {
  phase: string;
  kind: "get" | "set" | "call" | "expr";
  /** Path, name of a function, or expression. */
  first: string | Uint8Array;
  /** Value or argument. */
  second?: string | Uint8Array;
}

/** What the host answered. Of an expression that could not be made, the status is that of making it and 100. */
export interface Answer {
  status: number;
  value: Buffer;
}

/** Compiles the probe. */
export function buildAsking(): Promise<Probe> {
  const projectDir = fileURLToPath(new URL("../probes", import.meta.url));
  return buildProbe("asking", { entry: `${projectDir}/asking.ts`, projectDir });
}

/** Questions as the plugin's configuration. */
export function configurationOf(questions: readonly Question[]): string {
  return questions
    .map(({ phase, kind, first, second = "" }) => `${phase} ${kind} ${hex(first)} ${hex(second)}`)
    .join("\n");
}

/** The answers that were logged, by index of the question and by phase; of a phase that comes several times, the last. */
export function answersIn(lines: readonly string[], plugin: string): Map<number, Record<string, Answer>> {
  const answers = new Map<number, Record<string, Answer>>();
  for (const line of lines) {
    const match = /wasm log (\S+) .*: asked (\d+) (\w+) (\d+) ([\da-f]*)$/.exec(line);
    if (match?.[1] !== plugin) continue;
    const [, , index, phase = "", status, value = ""] = match;
    const ofQuestion = answers.get(Number(index)) ?? {};
    ofQuestion[phase] = { status: Number(status), value: Buffer.from(value, "hex") };
    answers.set(Number(index), ofQuestion);
  }
  return answers;
}

/** Waits until the last of so many questions was answered in a stream's last phase. */
export async function untilDeleted(logs: EnvoyLogs, from: number, count: number): Promise<void> {
  await logs.waitFor(`asked ${count - 1} delete`, { from });
}

function hex(bytes: string | Uint8Array): string {
  return Buffer.from(bytes).toString("hex") || "-";
}
