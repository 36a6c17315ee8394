import { choose, unknown, type Value } from "./value.ts";

/** What is known of globals. One that is not there holds what it held where the function began. */
export type Globals = Map<number, Value>;

/** What is known where a branch leaves. */
export interface Snapshot {
  locals: readonly Value[];
  globals: ReadonlyMap<number, Value>;
  values: readonly Value[];
}

/** Where more ways meet, what they bring is unknown unless they agree. */
const mostWays = 24;

/** What is known where several ways meet: of each value that it is one of those that the ways bring. */
export function merge(
  arrivals: readonly Snapshot[],
  around: { nextWay(): number; globalAtEntry(index: number): Value; spend(values: number): void },
): Snapshot {
  const way = around.nextWay();
  function meet(valueAt: (arrival: Snapshot) => Value | undefined): Value {
    const [first] = arrivals;
    const value = first && valueAt(first);
    // Most values are the same on all ways
    if (value && arrivals.every((arrival) => valueAt(arrival) === value)) return value;
    if (arrivals.length > mostWays) return unknown();
    return choose(
      way,
      arrivals.map((arrival) => valueAt(arrival) ?? unknown()),
    );
  }
  const [first] = arrivals as [Snapshot];
  const globals: Globals = new Map();
  const changed = new Set(arrivals.flatMap((arrival) => [...arrival.globals.keys()]));
  for (const index of changed) {
    const atEntry = around.globalAtEntry(index);
    globals.set(
      index,
      meet((arrival) => arrival.globals.get(index) ?? atEntry),
    );
  }
  const agree = arrivals.every(({ locals }) => locals === first.locals);
  around.spend(arrivals.length * ((agree ? 0 : first.locals.length) + changed.size + first.values.length));
  return {
    locals: agree ? first.locals : first.locals.map((_, index) => meet(({ locals }) => locals[index])),
    globals,
    values: first.values.map((_, index) => meet(({ values }) => values[index])),
  };
}
