import type { WatchOrder } from "./test-run.ts";

/** What is used of vitest. */
export interface WatchingVitest {
  vite: { watcher: { on(event: "add" | "change" | "unlink", listener: (path: string) => void): void } };
  watcher: {
    /** Tests that are to run soon. */
    changedTests: Set<string>;
    onFileCreate(path: string): void;
    onFileChange(path: string): void;
    onFileDelete(path: string): void;
    /** Ends the watcher that vitest comes with. */
    unregisterWatcher(): void;
  };
  globTestSpecifications(filters: readonly string[]): Promise<unknown[]>;
  rerunTestSpecifications(specifications: unknown[], allTestsRun: boolean): Promise<unknown>;
}

/** Milliseconds in which changes come together. */
const settleMilliseconds = 60;

/**
 * Has vitest wait for the filters: left to itself it runs a test as soon as its file is saved, with modules that other files
 * saved with it have made old. Changes go to the process that builds, and vitest hears of them when that one says so.
 */
export class BuildFollower {
  readonly #files: readonly string[];
  readonly #send: (paths: readonly string[]) => void;
  #held: { path: string; tell: () => void }[] = [];
  #timer: NodeJS.Timeout | undefined;
  readonly #known = new WeakSet<object>();

  /** @param files Words that names of test files contain; none for all. */
  constructor(files: readonly string[], send: (paths: readonly string[]) => void) {
    this.#files = files;
    this.#send = send;
  }

  /** A plugin of vitest; it takes the place of the watcher also when a new configuration starts another one. */
  plugin(): object {
    return {
      name: "mesh-wasm:follow-builds",
      configureVitest: ({ vitest }: { vitest: WatchingVitest }) => this.#follow(vitest),
    };
  }

  /** Does what the building process says. */
  async take(order: WatchOrder, vitest: WatchingVitest): Promise<void> {
    for (const { tell } of this.#held.splice(0)) tell();
    if (order === "go on") return;
    // All of them are run now
    vitest.watcher.changedTests.clear();
    await vitest.rerunTestSpecifications(await vitest.globTestSpecifications(this.#files), true);
  }

  #follow({ vite, watcher }: WatchingVitest): void {
    if (this.#known.has(vite)) return;
    this.#known.add(vite);
    watcher.unregisterWatcher();
    vite.watcher.on("add", (path) => this.#hold(path, () => watcher.onFileCreate(path)));
    vite.watcher.on("change", (path) => this.#hold(path, () => watcher.onFileChange(path)));
    vite.watcher.on("unlink", (path) => this.#hold(path, () => watcher.onFileDelete(path)));
  }

  #hold(path: string, tell: () => void): void {
    this.#held.push({ path, tell });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(this.#held.map((change) => change.path)), settleMilliseconds);
  }
}
