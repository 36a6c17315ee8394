import { buildProbe } from "./build-probe.ts";
import { type RunningProbe, runProbe } from "./run-probe.ts";

/** The probe of regular expressions, and what is asked of it. */
export interface RegexProbe {
  probe: RunningProbe;
  /** Compiles a pattern; the error when it is wrong. */
  compile(pattern: string, flags?: string): string;
  /** Sets the text for what is asked after. */
  setText(text: string): void;
  /** Start and end of the match and of its groups; `null` when there is none. */
  match(from?: number): string | null;
  /** Calls a function whose input and output are texts. */
  ask(name: string, input: string, ...more: number[]): string;
}

export async function startRegexProbe(mode: "release" | "debug" = "release"): Promise<RegexProbe> {
  const probe = await runProbe(await buildProbe("regex", { mode, sourceMap: false }));
  return {
    probe,
    compile: (pattern, flags = "") => (probe.give("compile", utf16(`${flags}\n${pattern}`)) ? "" : probe.text()),
    setText(text) {
      probe.give("setText", utf16(text));
    },
    match: (from = 0) => (probe.call("match", from) ? probe.text() : null),
    ask(name, input, ...more) {
      probe.give(name, utf16(input), ...more);
      return probe.output().toString("utf16le");
    },
  };
}

/** A text as the probe takes it: so it can have half a surrogate pair. */
export function utf16(text: string): Buffer {
  return Buffer.from(text, "utf16le");
}
