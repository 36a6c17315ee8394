import { MeshWasmError } from "../../core/index.ts";

/**
 * A plugin that has not started on a thread, or has refused its configuration there, after its trial went well. The proxy takes
 * it nonetheless, and lets requests pass it by.
 */
export interface Refusal {
  code: "MW0525" | "MW0526";
  /** Name of the plugin; empty where the engine does not say it. */
  plugin: string;
  thread: "main" | number;
  /** What a plugin has complained of there just before. */
  reason: string | undefined;
}

const refused = /^Wasm VM failed Failed to (start thread-local Wasm|configure thread-local Wasm plugin)$/;

/** What Envoy says in a line of its log: at which step a plugin has failed on a thread. */
export function refusalCode(message: string): Refusal["code"] | undefined {
  const step = refused.exec(message)?.[1];
  if (step === undefined) return undefined;
  return step.startsWith("start") ? "MW0526" : "MW0525";
}

/** The error for a refusal: requests would pass the plugin by without a word. */
export function refusalError({ code, plugin, thread, reason }: Refusal): MeshWasmError {
  const subject = plugin === "" ? "a plugin" : `plugin "${plugin}"`;
  const what = code === "MW0525" ? "answers false to its configuration" : "answers false when it starts";
  const where = thread === "main" ? "the main thread" : `worker ${thread}`;
  const why = reason === undefined ? "" : `: ${reason}`;
  return new MeshWasmError(code, `the module of ${subject} ${what} on ${where}, after it was tried${why}`, {
    details: ["Envoy takes such a plugin and lets every request pass it by, whatever its failure policy"],
    hint: "look for what has changed since the trial: other plugins of its VM, shared data, the time",
  });
}
