import type { CallNode, Entry } from "./trace.ts";

const header = /x-envoy-upstream-service-time=(\d+)/;

/**
 * Makes a trace independent of how many milliseconds an upstream took: Envoy puts them into a header, and a map that has
 * two digits of them is a byte longer than one that has one. So is what the module allocates for it, and what it allocates
 * after that lies elsewhere. The modules' allocator gives memory in a row, a multiple of 8 bytes each.
 */
export function withOneDigit(entries: readonly Entry[]): void {
  for (const entry of entries) if (typeof entry !== "string") inCallback(entry);
}

function inCallback(callback: CallNode): void {
  const calls = callback.inner.filter((entry) => typeof entry !== "string");
  const excesses = calls.map((call, index) => excessOf(call, calls[index + 1]?.head ?? ""));
  if (excesses.every((excess) => excess === 0)) return;
  let next: number | undefined;
  for (const [index, call] of calls.entries()) {
    for (const inner of call.inner) {
      if (typeof inner === "string" || inner.name !== "malloc") continue;
      next = moved(inner, next ?? Number(inner.result), excesses[index] ?? 0);
    }
  }
}

/** How many digits too many a map has that a call returned and the module then logged. */
function excessOf({ name }: CallNode, logged: string): number {
  if (name !== "env.proxy_get_header_map_pairs") return 0;
  return (header.exec(logged)?.[1]?.length ?? 1) - 1;
}

/** Gives an allocation its size and address; answers where the next one is. */
function moved(allocation: CallNode, at: number, excess: number): number {
  const size = Number(/\d+/.exec(allocation.head)?.[0]) - excess;
  allocation.head = `malloc(${size})`;
  if (allocation.result !== "0") allocation.result = String(at);
  return (at + size + 7) & ~7;
}
