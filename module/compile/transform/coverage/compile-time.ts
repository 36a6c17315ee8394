import type { Asc, Identifier, Node } from "../../asc-types.ts";
import { visitNodes } from "../walk.ts";

/** Functions of the language that the compiler answers itself: what they guard is not even compiled where they say no. */
const checks = new Set(
  (
    "isArray isArrayLike isBoolean isConstant isDefined isFloat isFunction isInteger isManaged isNullable isReference " +
    "isSigned isString isVector isVoid alignof idof lengthof nameof offsetof sizeof"
  ).split(" "),
);

/** Whether the compiler may have to know an expression's value, which it would not any more if it counted something. */
export function isCompileTime(asc: Asc, node: Node): boolean {
  let found = false;
  visitNodes(node, (inner) => {
    if (inner.kind !== asc.NodeKind["Identifier"]) return;
    const { text } = inner as Identifier;
    if (checks.has(text) || text.startsWith("ASC_")) found = true;
  });
  return found;
}
