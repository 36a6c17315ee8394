import type { WasmModule } from "../read/index.ts";

/** The module's own functions that can run, each behind those that it calls, and those that something beyond a direct call may start. */
export interface Running {
  /** Indices among all functions. */
  order: number[];
  /** Started by the host, through a table, or by a function that they call themselves: with any arguments. */
  open: Set<number>;
}

/** Walks the calls from what the host and the table can start, some first. What nothing leads to is left out. */
export function runningFunctions({ calls, exports, start, imports }: WasmModule, first: Iterable<number>): Running {
  const order: number[] = [];
  const open = new Set<number>();
  const state = new Map<number, "entered" | "left">();
  let isIndirect = imports.some(({ kind }) => kind === "table") || exports.some(({ kind }) => kind === "table");

  function calleesOf(index: number): readonly number[] {
    const own = index - calls.imported;
    return [...(calls.direct[own] ?? []), ...(calls.failing[own] ?? [])];
  }
  function enter(index: number): { index: number; callees: readonly number[]; next: number } {
    state.set(index, "entered");
    isIndirect ||= calls.indirect[index - calls.imported] ?? false;
    return { index, callees: calleesOf(index), next: 0 };
  }
  function walk(root: number): void {
    open.add(root);
    if (root < calls.imported || state.has(root)) return;
    const path = [enter(root)];
    for (let at = path.at(-1); at; at = path.at(-1)) {
      const callee = at.callees[at.next++];
      if (callee === undefined) {
        state.set(at.index, "left");
        order.push(at.index);
        path.pop();
      } else if (callee >= calls.imported) {
        if (state.get(callee) === "entered") open.add(callee);
        if (!state.has(callee)) path.push(enter(callee));
      }
    }
  }

  for (const index of first) walk(index);
  for (const { kind, index } of exports) if (kind === "function") walk(index);
  if (start) walk(start.index);
  if (isIndirect) for (const index of calls.referenced) walk(index);
  return { order, open };
}
