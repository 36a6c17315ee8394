import { existsSync } from "node:fs";
import { extname, sep } from "node:path";
import type { CommandContext } from "../framework/context.ts";

/** An editor writes a file in several steps; changes within this many milliseconds are one. */
const settleMilliseconds = 60;

/** Watches files until the command ends. */
export interface ProjectWatch {
  /**
   * Says which files matter from now on: those that a build has read, or with null every source file of the project, for
   * a build that failed may have missed one that has no name yet.
   */
  matter(files: readonly string[] | null): void;
  /** Tells of changes that another one has seen; whether something that matters has changed since the last {@link changes}. */
  tell(paths: readonly string[]): boolean;
  /** Resolves with the files that matter and have changed since the last call; with none when the user stops. */
  changes(): Promise<string[]>;
}

/** What is watched. */
export interface WatchOptions {
  /** Folder of the project; undefined for single files only. */
  folder: string | undefined;
  /** A folder in it that changes with each build. */
  ignored: string | undefined;
  /** Files that always matter, such as a plugin configuration. */
  files: readonly string[];
}

/**
 * Watches a project. The whole folder is watched from the start, because a file that is imported for the first time could
 * change before a watch of its own begins.
 */
export async function watchProject(ctx: CommandContext, options: WatchOptions): Promise<ProjectWatch> {
  const { watch } = await import("chokidar");
  const { folder, ignored, files } = options;
  const watcher = watch([...(folder === undefined ? [] : [folder]), ...files], {
    ignoreInitial: true,
    ignored: (path) => isWithin(path, ignored) || (isWithin(path, folder) && isForeign(path.slice(folder?.length))),
  });
  let inputs: ReadonlySet<string> | null = null;
  const changed = new Set<string>();
  let wake: (() => void) | undefined;
  watcher.on("all", (event, path) => {
    if (event === "addDir" || event === "unlinkDir") return;
    changed.add(path);
    wake?.();
  });
  ctx.signal.addEventListener("abort", () => wake?.());
  ctx.defer(() => watcher.close());
  await new Promise<void>((resolve) => watcher.once("ready", () => resolve()));

  function matters(path: string): boolean {
    if (files.includes(path)) return true;
    return inputs === null ? extname(path) === ".ts" : inputs.has(path);
  }

  function take(): string[] {
    const taken = [...changed].filter(matters);
    changed.clear();
    return taken;
  }

  return {
    tell(paths) {
      for (const path of paths) changed.add(path);
      wake?.();
      return [...changed].some(matters);
    },
    matter(read) {
      inputs = read && new Set(read);
      watcher.add((read ?? []).filter((path) => !isWithin(path, folder) && existsSync(path)));
    },
    async changes() {
      while (!ctx.signal.aborted) {
        if ([...changed].some(matters)) {
          await new Promise((resolve) => setTimeout(resolve, settleMilliseconds));
          if (!ctx.signal.aborted) return take();
        } else {
          changed.clear();
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
      return [];
    },
  };
}

/** Whether a path within the project leads into a folder that others write. */
function isForeign(path: string): boolean {
  return path.split(sep).some((part) => part === "node_modules" || part === ".git");
}

function isWithin(path: string, folder: string | undefined): boolean {
  return folder !== undefined && (path === folder || path.startsWith(folder + sep));
}
