import { readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import {
  type ExplainedTrap,
  explainTrapIn,
  type LoggedTrap,
  readModule,
  readTrapModule,
  type TrapModule,
} from "../../module/index.ts";

/** A module that traps may be of. */
export interface ModuleFile {
  /** Absolute path, or the reference of an image. */
  file: string;
  /** Of a module out of an image, which is no file. */
  content?: { module: Uint8Array; map: string | null };
  /** Absolute path of its source map. Default: where the module says, else beside it as `<file>.map`. */
  map?: string | undefined;
  /** Folder that the module's sources are relative to; left out where it is not known. */
  sources?: string;
}

/** A trap, explained, and the module that it is of. */
export interface TrapReport extends ExplainedTrap {
  /** Name, root id and VM id of the plugin, as far as the log tells them. */
  plugin: readonly string[];
  /** Absolute path of the module, or the reference of its image; null where none of those known is the one that trapped. */
  module: string | null;
}

type Known = ModuleFile & { code: TrapModule };

interface Loaded {
  code: TrapModule;
  changed: number;
}

/**
 * Explains traps of modules that are files. Which one a trap is of shows in its frames: each names a function and an offset,
 * and both fit hardly ever but in the very build that trapped. Files that change are read again.
 */
export class TrapExplainer {
  readonly #files: readonly ModuleFile[];
  readonly #loaded = new Map<string, Loaded>();

  constructor(files: readonly ModuleFile[]) {
    this.#files = files;
  }

  explain(logged: LoggedTrap): TrapReport {
    const { plugin, ...trap } = logged;
    const known: Known[] = this.#files.flatMap((one) => {
      const code = this.#load(one);
      return code ? [{ ...one, code }] : [];
    });
    // The sort is stable: modules that are called as the plugin is come first.
    const sorted = known.sort((a, b) => Number(isCalled(b, plugin)) - Number(isCalled(a, plugin)));
    const explained = sorted.map((one) => ({ one, trap: explainTrapIn(one.code, trap, sourceReader(one)) }));
    const found = explained.find(({ trap: { mismatch } }) => mismatch === null);
    // Without frames only the plugin's name can tell.
    const isSure = trap.frames.length > 0 || known.length === 1 || isCalled(sorted[0], plugin);
    if (found && isSure) return { ...found.trap, plugin, module: found.one.file };
    const best = explained[0]?.trap ?? explainTrapIn(nothing, trap);
    return { ...withoutSource(best), mismatch: mismatchOf(explained), plugin, module: null };
  }

  #load({ file, map, content }: ModuleFile): TrapModule | null {
    const changed = content ? 0 : statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (changed === undefined) return null;
    const before = this.#loaded.get(file);
    if (before?.changed === changed) return before.code;
    const module = readModule(content?.module ?? readFileSync(file));
    if (module.functions.length === 0) return null;
    const code = readTrapModule(module, content ? content.map : mapOf(file, map, module.sourceMappingUrl));
    this.#loaded.set(file, { code, changed });
    return code;
  }
}

const nothing = readTrapModule(new Uint8Array());

/** The map's text: of the file that is named, else of the one beside the module, which may have another name for it. */
function mapOf(file: string, named: string | undefined, url: string | null): string | null {
  if (named !== undefined) return readText(named);
  return readText(`${file}.map`) ?? (url ? readText(join(dirname(file), basename(url))) : null);
}

function sourceReader({ sources }: ModuleFile): (file: string) => string | null {
  return (file) => (sources === undefined ? null : readText(resolve(sources, file)));
}

function isCalled(one: Known | undefined, plugin: readonly string[]): boolean {
  if (!one) return false;
  const name = basename(one.file).replace(/(?:\.debug)?\.wasm$/, "");
  const { metadata } = one.code.module;
  return [name, metadata?.name, ...(metadata?.rootIds ?? [])].some(
    (called) => called !== undefined && plugin.includes(called),
  );
}

/** Without what only the right module could tell. What the log says itself stays. */
function withoutSource(trap: ExplainedTrap): ExplainedTrap {
  const frames = trap.frames.filter(({ inlined }) => !inlined);
  return {
    ...trap,
    frames: frames.map((frame) => ({ ...frame, location: frame.location && { ...frame.location, text: null } })),
  };
}

function mismatchOf(explained: readonly { one: Known; trap: ExplainedTrap }[]): string {
  const [only, ...others] = explained;
  if (!only) return "there is none to compare it with";
  if (others.length > 0) return `none of ${explained.map(({ one }) => basename(one.file)).join(", ")}`;
  return `not ${basename(only.one.file)}: ${only.trap.mismatch}`;
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
