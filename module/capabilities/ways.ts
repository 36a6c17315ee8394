import { operate, resultOf, type Value } from "./value.ts";

/** More ways than this are not told apart. */
const mostWays = 128;

/** The values on each way that choices in them leave open, without choices; null where those are too many. */
export function waysOf(values: readonly Value[]): Value[][] | null {
  const done: Value[][] = [];
  const open: (readonly Value[])[] = [values];
  for (let next = open.pop(); next; next = open.pop()) {
    const last = Math.max(...next.map(lastChoice));
    if (last < 0) {
      done.push([...next]);
      continue;
    }
    const count = Math.max(...next.map((value) => waysAt(value, last)));
    if (done.length + open.length + count > mostWays) return null;
    for (let way = count - 1; way >= 0; way--) open.push(next.map((value) => take(value, last, way)));
  }
  return done;
}

/** The last choice in a value: those within it were made before. -1 for none. */
function lastChoice(value: Value): number {
  switch (value.kind) {
    case "choice":
      return Math.max(value.at, ...value.values.map(lastChoice));
    case "operation":
      return Math.max(lastChoice(value.left), lastChoice(value.right));
    case "result":
      return Math.max(...value.args.map(lastChoice));
    default:
      return -1;
  }
}

function waysAt(value: Value, at: number): number {
  switch (value.kind) {
    case "choice":
      return value.at === at ? value.values.length : Math.max(...value.values.map((one) => waysAt(one, at)));
    case "operation":
      return Math.max(waysAt(value.left, at), waysAt(value.right, at));
    case "result":
      return Math.max(...value.args.map((one) => waysAt(one, at)));
    default:
      return 0;
  }
}

function take(value: Value, at: number, way: number): Value {
  switch (value.kind) {
    case "choice":
      if (value.at === at) return take(value.values[way] ?? { kind: "unknown" }, at, way);
      return { ...value, values: value.values.map((one) => take(one, at, way)) };
    case "operation":
      return operate(value.code, take(value.left, at, way), take(value.right, at, way));
    case "result":
      return resultOf(
        value.callee,
        value.args.map((one) => take(one, at, way)),
        value.global,
      );
    default:
      return value;
  }
}
