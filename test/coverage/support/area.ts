import { type RunningEnvoy, type StartOptions, startEnvoy } from "../../../envoy/index.ts";
import { type Coverage, recorder } from "./recorder.ts";

/** What the scenarios of one version of Envoy share. */
export interface Run {
  version: string;
  /** What ran so far, in all areas. */
  coverage: Coverage;
  /** The module with all probes; there is none before the tests run. */
  module(): string;
}

/** The Envoy of an area, in which everything that runs is recorded. */
export interface Area {
  envoy: RunningEnvoy;
  /** What probes have logged since a mark, or since the start. */
  said(from?: number): string[];
  /** The same by thread: the main thread has a VM of its own beside those of the workers. */
  saidByThread(from?: number): string[][];
  /** Waits until a probe logs such a line. */
  says(pattern: RegExp | string, from?: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the Envoy of an area. */
export async function startArea(run: Run, name: string, options: StartOptions): Promise<Area> {
  const envoy = await startEnvoy({ version: run.version, componentLogLevel: "wasm:trace", ...options });
  const record = recorder(run.coverage, name);
  for (const line of envoy.logs.lines()) record(line);
  envoy.logs.onLine(record);
  return {
    envoy,
    said: (from = 0) => envoy.logs.lines(from).flatMap((line) => textOf(line) ?? []),
    saidByThread(from = 0) {
      const threads = new Map<string, string[]>();
      for (const line of envoy.logs.lines(from)) {
        const text = textOf(line);
        const thread = /^\[[^\]]+\]\[(\d+)\]/.exec(line)?.[1];
        if (text !== undefined && thread) threads.set(thread, [...(threads.get(thread) ?? []), text]);
      }
      return [...threads.values()];
    },
    async says(pattern, from = 0) {
      const matches = (line: string) => {
        const text = textOf(line);
        return text !== undefined && (typeof pattern === "string" ? text === pattern : pattern.test(text));
      };
      if (envoy.logs.lines(from).some(matches)) return;
      await nextLine(envoy, matches);
    },
    stop: () => envoy.stop(),
  };
}

/** What a probe logged in this line of Envoy's log; undefined for any other line. */
function textOf(line: string): string | undefined {
  return /\]\[wasm\] \[[^\]]+\] wasm log [^:]*: (.*)$/.exec(line)?.[1];
}

/** Waits for a line to come; rejects when Envoy ends before. */
function nextLine(envoy: RunningEnvoy, matches: (line: string) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = envoy.logs.onLine((line) => {
      if (!matches(line)) return;
      end();
      resolve();
    });
    envoy.exited.then(() => reject(new Error("Envoy has ended without the line")), reject);
  });
}
