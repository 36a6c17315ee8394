import { readFile } from "node:fs/promises";
import { type ErrorCode, MeshWasmError } from "../core/index.ts";
import type { Exit } from "./envoy-process.ts";
import { logEntry } from "./log-entry.ts";
import { reasonOf } from "./plugin-reason.ts";
import { hasStartSection } from "./start-section.ts";

/** How an Envoy that did not take its configuration has ended. */
export interface Failure {
  exit: Exit;
  /** What it had written, from where the failed step began. */
  lines: readonly string[];
  /** The modules it was to load. */
  modules: readonly { plugin: string; path: string }[];
}

interface Cause {
  code: ErrorCode;
  /** Finds the cause among Envoy's words. */
  pattern: RegExp;
  /** Says it, with what the pattern found and the plugin in question. */
  message(found: string, plugin: string): string;
  /** Default: that of the catalogue. */
  hint?(found: string): string;
  /** Whether what the plugin has logged says why. */
  hasReason?: boolean;
}

/** The cause of a failure, as an error tells it. */
interface Told {
  code: ErrorCode;
  message: string;
  hint?: string;
  /** Envoy's words, but what the message says already. */
  details: string[];
}

/** In this order: an early one explains a later one, which Envoy then writes too. */
const causes: readonly Cause[] = [
  {
    code: "MW0521",
    pattern: /cannot bind '([^']+)': Address already in use/,
    message: (address) => `${address} is taken`,
  },
  {
    code: "MW0523",
    pattern: /missing import: (\S+)/,
    message: (name, plugin) => `the module of${plugin} imports \`${name}\`, which Envoy does not offer`,
  },
  {
    code: "MW0523",
    pattern: /import type mismatch: ([^\s,]+)/,
    message: (name, plugin) => `the module of${plugin} imports \`${name}\` with other parameters than Envoy offers it`,
  },
  {
    code: "MW0524",
    pattern: /Bad function signature for: ([^\s,]+)/,
    message: (name, plugin) => `the module of${plugin} exports \`${name}\` with wrong parameters`,
  },
  {
    code: "MW0524",
    pattern:
      /(missing malloc function|Missing or unknown Proxy-Wasm ABI version|Failed to (?:load|initialize) Wasm code)/,
    message: (found, plugin) => `Envoy cannot load the module of${plugin}: ${found}`,
  },
  {
    code: "MW0527",
    pattern: /Function: (\S+) failed/,
    message: (callback, plugin) => `the module of${plugin} traps in ${callback}`,
    hasReason: true,
  },
  {
    // Said by our SDK.
    code: "MW0535",
    pattern: /no plugin is registered for root id (".*", only for .*)/,
    message: (found, plugin) => {
      const { asked, registered } = rootIdsIn(found);
      return `the module of${plugin} has no root id ${asked}, only ${registered.join(", ")}`;
    },
    hint: (found) => {
      const { asked, registered } = rootIdsIn(found);
      const [only = ""] = registered;
      const given = registered.length === 1 ? `the rootId ${only}` : "one of these as rootId";
      return `give the plugin ${given} (without one it is the plugin's name, and that the file's), or register it as ${asked}`;
    },
  },
  {
    code: "MW0526",
    pattern: /Failed to start base Wasm/,
    message: (_, plugin) => `the module of${plugin} answers false when its VM starts`,
    hasReason: true,
  },
  {
    code: "MW0525",
    pattern: /Failed to configure base Wasm plugin/,
    message: (_, plugin) => `the module of${plugin} answers false to its configuration`,
    hasReason: true,
  },
  {
    code: "MW0530",
    pattern: /Invalid path: (.*?\.wasm)\b/,
    message: (path) => `Envoy cannot read the module ${path}`,
  },
  {
    code: "MW0526",
    pattern: /Failed to start thread-local Wasm/,
    message: (_, plugin) => sharesRefusal(plugin),
    hasReason: true,
  },
  {
    code: "MW0525",
    pattern: /Failed to configure thread-local Wasm plugin/,
    message: (_, plugin) => sharesRefusal(plugin),
    hasReason: true,
  },
];

/** The error for an Envoy that ended while it started or checked its configuration: its cause, with Envoy's words. */
export async function startFailure(failure: Failure): Promise<MeshWasmError> {
  const known = knownCause(failure.lines);
  if (known) return new MeshWasmError(known.code, known.message, known);
  const details = wordsOf(failure.lines);
  if (crashed(failure)) return crash(failure, details);
  const refused = refusalOf(failure.lines);
  if (refused !== undefined) {
    return new MeshWasmError("MW0522", "Envoy refuses its configuration", { details: refused.split("\n") });
  }
  const words = details.length > 0 ? details : lastParagraph(failure.lines);
  return new MeshWasmError("MW0520", `Envoy ended (${describeExit(failure.exit)})`, {
    details: words,
  });
}

/**
 * The error for an Envoy that runs but rejected a plugin: the cause, or MW0531 where none is known, with Envoy's words.
 * `what` begins its message.
 */
export function updateFailure(what: string, lines: readonly string[]): MeshWasmError {
  const known = knownCause(lines);
  const rejected = lines.map((line) => /config update (?:rejected|failure): (.*)/.exec(line)?.[1]).find(Boolean);
  const reason = known?.message ?? rejected ?? "it gives no reason";
  return new MeshWasmError(known?.code ?? "MW0531", `${what}: ${reason}`, known ?? { details: wordsOf(lines) });
}

/** The error for an Envoy that ended while it took a plugin over. */
export async function updateCrash(what: string, failure: Failure): Promise<MeshWasmError> {
  const { code, message, details, hint } = await startFailure(failure);
  return new MeshWasmError(code, `${what}: ${message}`, { details, hint });
}

/** `exit status 1` or `SIGSEGV`. */
export function describeExit({ code, signal }: Exit): string {
  return signal ?? `exit status ${code}`;
}

function knownCause(lines: readonly string[]): Told | undefined {
  const text = lines.join("\n");
  const plugin = pluginIn(text);
  for (const { code, pattern, message, hint, hasReason } of causes) {
    const found = pattern.exec(text);
    if (!found) continue;
    const [, word = ""] = found;
    const reason = hasReason ? reasonOf(lines) : undefined;
    return {
      code,
      message: message(word, plugin) + (reason ? `: ${reason.text}` : ""),
      ...(hint && { hint: hint(word) }),
      details: wordsOf(lines).filter((words) => words !== reason?.words),
    };
  }
  return undefined;
}

function pluginIn(text: string): string {
  const [, name] = /(?:Plugin (.+) failed to load|Unable to create Wasm plugin (.+?)(?:`|$))/m.exec(text) ?? [];
  return name === undefined ? " a plugin" : ` plugin "${name}"`;
}

/** A plugin that was refused on a thread takes further ones of its VM with it, though Envoy has taken it itself. */
function sharesRefusal(plugin: string): string {
  return `${plugin.trimStart()} shares a VM that has refused another plugin`;
}

/** The root id asked for, in quotes, and those that there are. */
function rootIdsIn(found: string): { asked: string; registered: string[] } {
  const [asked = "", registered = ""] = found.split(", only for ");
  return { asked, registered: registered.match(/"[^"]*"/g) ?? [] };
}

function refusalOf(lines: readonly string[]): string | undefined {
  const text = lines.join("\n");
  return (
    /error `([\s\S]+?)` initializing config/.exec(text)?.[1] ??
    /error initializing configuration '[^']*': (.*)/.exec(text)?.[1]
  );
}

function crashed({ exit, lines }: Failure): boolean {
  // A container reports the signal as an exit status above 128.
  return (
    exit.signal !== null || (exit.code ?? 0) > 128 || lines.some((line) => line.includes("Caught Segmentation fault"))
  );
}

async function crash({ exit, modules }: Failure, details: string[]): Promise<MeshWasmError> {
  const culprits: string[] = [];
  for (const { plugin, path } of modules) {
    if (hasStartSection(await readFile(path))) culprits.push(`"${plugin}"`);
  }
  if (culprits.length === 0) {
    return new MeshWasmError("MW0520", `Envoy crashed (${describeExit(exit)})`, { details });
  }
  const whose =
    culprits.length === 1 ? `the module of plugin ${culprits[0]} has` : `the modules of ${culprits.join(", ")} have`;
  return new MeshWasmError("MW0528", `Envoy crashed (${describeExit(exit)}): ${whose} a start section`, { details });
}

/** What Envoy logged as an error, and what its plugins logged. */
function wordsOf(lines: readonly string[]): string[] {
  const words: string[] = [];
  let follows = false;
  for (const line of lines) {
    const entry = logEntry(line);
    if (!entry) {
      if (follows) words.push(line);
      continue;
    }
    const { level, logger, message } = entry;
    const told =
      message.startsWith("wasm log ") || ["error", "critical"].includes(level) || /config update/.test(message);
    // What follows the last word of the main thread is a dump of the whole configuration.
    follows = told && logger === "wasm";
    if (told && !message.includes("configured to fail closed") && !/^#\d+: /.test(message))
      words.push(withoutWrapping(message));
  }
  return words;
}

/** Of what is no log, such as a usage text, the end says what is wrong. */
function lastParagraph(lines: readonly string[]): string[] {
  const blank = lines.findLastIndex((line) => line.trim() === "");
  return lines.slice(blank + 1).slice(-10);
}

/** Envoy's last word is the cause, wrapped in the name of a file that is gone or a dump of the configuration. */
function withoutWrapping(message: string): string {
  return message
    .replace(/^error initializing configuration '[^']*': /, "")
    .replace(/^error `(.*?)`? initializing config .*$/, "$1");
}
