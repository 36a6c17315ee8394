import { setTimeout as sleep } from "node:timers/promises";
import { type LoggedTrap, TrapReader } from "../../module/index.ts";

/** What happens while a log is read. */
export interface LogEvents {
  /** Bytes of the log, in the order in which they came; each byte once. */
  pass(bytes: Uint8Array): void;
  /** A trap; what came before it has passed. */
  trap(trap: LoggedTrap): void;
}

/** A trap whose last frames do not come within this time, in milliseconds, is told without them. */
const patience = 300;

const lineFeed = 0x0a;

/** Reads a log to its end: passes it on as it comes, and tells traps as soon as they are complete. */
export async function symbolicateLog(chunks: AsyncIterable<Uint8Array>, events: LogEvents): Promise<void> {
  const reader = new TrapReader();
  const decoder = new TextDecoder();
  let rest: Uint8Array = new Uint8Array();
  /** Takes the lines that end in the bytes, or all of them. Gives back what is left over. */
  function take(bytes: Uint8Array, isLast: boolean): Uint8Array {
    let passed = 0;
    let start = 0;
    function passUpTo(end: number): void {
      if (end > passed) events.pass(bytes.subarray(passed, end));
      passed = end;
    }
    while (start < bytes.length) {
      const found = bytes.indexOf(lineFeed, start);
      if (found < 0 && !isLast) break;
      const end = found < 0 ? bytes.length : found + 1;
      const { before, after } = reader.take(decoder.decode(bytes.subarray(start, end)));
      if (before.length > 0) passUpTo(start);
      for (const trap of before) events.trap(trap);
      if (after.length > 0) passUpTo(end);
      for (const trap of after) events.trap(trap);
      start = end;
    }
    passUpTo(start);
    return bytes.slice(start);
  }
  function tellRest(): void {
    for (const trap of reader.end()) events.trap(trap);
  }
  for await (const chunk of orPause(chunks, () => reader.isWaiting)) {
    if (chunk === "pause") tellRest();
    else rest = take(rest.length === 0 ? chunk : joined(rest, chunk), false);
  }
  take(rest, true);
  tellRest();
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** The chunks, and a "pause" where none comes for a while and somebody waits. */
async function* orPause(
  chunks: AsyncIterable<Uint8Array>,
  isWaiting: () => boolean,
): AsyncGenerator<Uint8Array | "pause"> {
  const iterator = chunks[Symbol.asyncIterator]();
  let next = iterator.next();
  while (true) {
    if (isWaiting()) {
      const stop = new AbortController();
      const pause = sleep(patience, "pause" as const, { signal: stop.signal }).catch(() => "pause" as const);
      const first = await Promise.race([next, pause]);
      stop.abort();
      if (first === "pause") yield first;
    }
    const { done, value } = await next;
    if (done) return;
    next = iterator.next();
    yield value;
  }
}
