import type { HostUse } from "./host-uses.ts";
import { resultOf, unknown, type Value } from "./value.ts";

/**
 * The functions of the SDK through which names go into objects and come out of them. By the one that gives a name: the one that
 * was handed it, and which of its arguments it was where that is not what it gave.
 */
const keepers: Readonly<Record<string, { keep: string; at: number | null }>> = {
  "sdk/keptCluster": { keep: "sdk/keepCluster", at: null },
  "sdk/keptMetric": { keep: "sdk/keepMetric", at: null },
  // A method is kept together with its service, so that it is known of which one it is
  "sdk/keptService": { keep: "sdk/keepMethod", at: 0 },
  "sdk/keptMethod": { keep: "sdk/keepMethod", at: null },
};

const keeping = new Set([...Object.values(keepers).map(({ keep }) => keep), "sdk/keepService"]);

/** More of them, and names count as unknown. */
const mostKept = 200;

/** Whether a function keeps a name: what it gives is made of what it is given. */
export function keepsNames(name: string | undefined): name is string {
  return name !== undefined && keeping.has(name);
}

/** Whether a function gives a name that was kept, and nothing else. */
export function givesNames(name: string | undefined): name is string {
  return name !== undefined && Object.hasOwn(keepers, name);
}

/** The values on each way that kept names in them leave open. What else could come out is not known. */
export function withKeptNames(values: readonly Value[], uses: readonly HostUse[]): (readonly Value[])[] {
  const names = new Set(values.flatMap(keptIn));
  const kept = [...names].map((name) => keepers[name]?.keep);
  const [keep] = kept;
  if (keep === undefined) return [values];
  if (kept.some((other) => other !== keep)) return [values.map(unknown)];
  const found = uses.filter(({ name, args }) => name === keep && !args.every(isNothing));
  if (found.length > mostKept) return [values.map(unknown)];
  return found.map((use) => values.map((value) => fill(value, use)));
}

/** What the SDK keeps in order to trap. */
function isNothing(value: Value): boolean {
  return value.kind === "constant" && value.number === 0;
}

function keptIn(value: Value): string[] {
  switch (value.kind) {
    case "kept":
      return [value.name];
    case "operation":
      return [...keptIn(value.left), ...keptIn(value.right)];
    case "choice":
      return value.values.flatMap(keptIn);
    case "result":
      return value.args.flatMap(keptIn);
    default:
      return [];
  }
}

function fill(value: Value, use: HostUse): Value {
  switch (value.kind) {
    case "kept": {
      const at = keepers[value.name]?.at ?? null;
      return at === null ? resultOf(use.callee ?? -1, use.args, null) : (use.args[at] ?? unknown());
    }
    case "operation":
      return { ...value, left: fill(value.left, use), right: fill(value.right, use) };
    case "choice":
      return { ...value, values: value.values.map((one) => fill(one, use)) };
    case "result":
      return resultOf(
        value.callee,
        value.args.map((one) => fill(one, use)),
        value.global,
      );
    default:
      return value;
  }
}
