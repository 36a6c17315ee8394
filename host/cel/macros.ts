import type { Comprehension, Expression } from "./ast.ts";
import { ExpressionError } from "./failure.ts";

/** What a call that looks like a function becomes, where it is a macro. */
export function expandGlobal(name: string, args: Expression[]): Expression | undefined {
  if (name !== "has" || args.length !== 1) return undefined;
  const [argument] = args;
  if (argument?.kind !== "select") throw new ExpressionError("has() asks for a field");
  return { ...argument, kind: "has" };
}

/** What a call that looks like a method becomes, where it is a macro. */
export function expandMethod(name: string, range: Expression, args: Expression[]): Expression | undefined {
  const [item, first, second] = args;
  if (!item || !first || args.length !== (second ? 3 : 2)) return undefined;
  if (second) return name === "map" ? comprehension(name, range, item, first, second) : undefined;
  if (name === "map") return comprehension(name, range, item, undefined, first);
  return isMacro(name) ? comprehension(name, range, item, first, undefined) : undefined;
}

function isMacro(name: string): name is Comprehension["macro"] {
  return ["all", "exists", "exists_one", "filter"].includes(name);
}

function comprehension(
  macro: Comprehension["macro"],
  range: Expression,
  item: Expression,
  predicate: Expression | undefined,
  transform: Expression | undefined,
): Comprehension {
  if (item.kind !== "identifier") throw new ExpressionError(`${macro}() asks for a name`);
  return { kind: "comprehension", macro, range, variable: item.name, predicate, transform };
}
