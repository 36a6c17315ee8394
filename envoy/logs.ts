import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { MeshWasmError } from "../core/index.ts";
import type { RunDirectory } from "./run-directory.ts";

/** What an Envoy has written, line by line. */
export interface EnvoyLogs {
  /** How many lines were written since the start: a mark for `from`. */
  readonly length: number;
  /** The lines so far, or from a mark on; the oldest of very many are dropped. */
  lines(from?: number): string[];
  /** The lines so far as one text. */
  text(): string;
  /** Calls back with every line to come. Returns a function that ends it. */
  onLine(listener: (line: string) => void): () => void;
  /** The lines so far and every line to come, until Envoy ends. */
  follow(): AsyncGenerator<string, void>;
  /**
   * The first line that contains the text or matches the expression: one that is already there, or one to come.
   * `from` is a mark; older lines do not count.
   *
   * @throws MeshWasmError MW0534 when Envoy ends without such a line.
   */
  waitFor(pattern: RegExp | string, options?: { from?: number }): Promise<string>;
}

/** More than this many lines are not kept in memory; the file in the run directory has them all. */
const keptLines = 50_000;

/** Collects lines for {@link EnvoyLogs}. */
export class LogCollector implements EnvoyLogs {
  readonly #lines: string[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #listeners = new Set<(line: string) => void>();
  #dropped = 0;
  #ended = false;

  get length(): number {
    return this.#dropped + this.#lines.length;
  }

  lines(from = 0): string[] {
    return this.#lines.slice(Math.max(0, from - this.#dropped));
  }

  text(): string {
    return this.#lines.map((line) => `${line}\n`).join("");
  }

  onLine(listener: (line: string) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async *follow(): AsyncGenerator<string, void> {
    let next = 0;
    while (true) {
      const news = this.lines(next);
      next = this.length;
      yield* news;
      if (next < this.length) continue;
      if (this.#ended) return;
      await this.#more();
    }
  }

  async waitFor(pattern: RegExp | string, { from = 0 } = {}): Promise<string> {
    let next = from;
    while (true) {
      const found = this.lines(next).find((line) => matches(line, pattern));
      if (found !== undefined) return found;
      next = this.length;
      if (this.#ended) throw ended(pattern, this.lines().slice(-10));
      await this.#more();
    }
  }

  /** Takes the lines of a stream in. Resolves when the stream has ended. */
  async collect(stream: Readable): Promise<void> {
    const reader = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
    reader.on("line", (line) => this.append(line));
    await new Promise<void>((resolve) => reader.once("close", resolve));
  }

  append(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length > keptLines) this.#dropped += this.#lines.splice(0, keptLines / 10).length;
    for (const listener of this.#listeners) listener(line);
    this.#wake();
  }

  /** Says that no line will come any more. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  #more(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

function matches(line: string, pattern: RegExp | string): boolean {
  // search() ignores the state that a global or sticky expression keeps between calls.
  return typeof pattern === "string" ? line.includes(pattern) : line.search(pattern) >= 0;
}

function ended(pattern: RegExp | string, details: string[]): MeshWasmError {
  return new MeshWasmError("MW0534", `Envoy ended without a log line that matches ${String(pattern)}`, { details });
}

/** A log file of a run. It takes what it can: a full disk must not end the owner of Envoy. */
export function logFile(run: RunDirectory, name: string): Writable {
  return createWriteStream(join(run.path, name)).on("error", () => {});
}
