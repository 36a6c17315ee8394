/** Envoy's threads by the numbers that its log gives them. */
export class Threads {
  readonly #main: string;
  /** The workers in their order, where there are several. */
  readonly #workers: readonly string[];

  constructor(main: string, workers: readonly string[] = []) {
    this.#main = main;
    // Envoy starts them one after the other
    this.#workers = [...workers].sort((a, b) => Number(a) - Number(b));
  }

  of(thread: string): "main" | number {
    if (thread === this.#main) return "main";
    return Math.max(0, this.#workers.indexOf(thread));
  }
}

/** The thread that begins a log, which is the main one. */
export function mainThread(lines: readonly string[]): string {
  return lines.map(threadOf).find((thread) => thread !== undefined) ?? "";
}

/** The number of the thread that has logged a line; undefined for one that goes on with the entry before. */
export function threadOf(line: string): string | undefined {
  return /^\[[^\]]+\]\[(\d+)\]\[\w+\]/.exec(line)?.[1];
}
