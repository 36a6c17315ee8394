import type { CallGraph, HostCalls } from "./wasm-module.ts";

/** The functions at which a search goes on. */
type Neighbours = (index: number) => readonly number[];

/**
 * The way on which a function reaches an imported one that `isTarget` accepts (given its index), the shortest first.
 * Indices are those of all functions; null where there is no way.
 */
export function findCalls(
  calls: CallGraph,
  from: number,
  isTarget: (imported: number) => boolean,
): { reached: "direct" | "maybe"; path: number[] } | null {
  const direct: Neighbours = (index) => calls.direct[index - calls.imported] ?? [];
  const path = search(direct, calls.imported, from, isTarget);
  if (path) return { reached: "direct", path };
  const any: Neighbours = (index) => {
    const own = index - calls.imported;
    const referenced = calls.indirect[own]?.length ? calls.referenced : [];
    return [...direct(index), ...(calls.failing[own] ?? []), ...referenced];
  };
  const possible = search(any, calls.imported, from, isTarget);
  return possible ? { reached: "maybe", path: possible } : null;
}

/** As {@link findCalls}, with names. `nameOf` names a function by its index. */
export function hostCallsFrom(
  calls: CallGraph,
  from: number,
  isTarget: (imported: number) => boolean,
  nameOf: (index: number) => string,
): HostCalls {
  const found = findCalls(calls, from, isTarget);
  return found ? { reached: found.reached, path: found.path.map(nameOf) } : { reached: "no", path: [] };
}

function search(
  neighbours: Neighbours,
  imported: number,
  from: number,
  isTarget: (imported: number) => boolean,
): number[] | null {
  const cameFrom = new Map<number, number | null>([[from, null]]);
  const queue = [from];
  for (const index of queue) {
    if (index < imported) {
      if (isTarget(index)) return trace(cameFrom, index);
      continue;
    }
    for (const next of neighbours(index)) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, index);
      queue.push(next);
    }
  }
  return null;
}

function trace(cameFrom: ReadonlyMap<number, number | null>, end: number): number[] {
  const path: number[] = [];
  for (let at: number | null = end; at !== null; at = cameFrom.get(at) ?? null) path.unshift(at);
  return path;
}
