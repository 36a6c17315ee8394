import type { Asc, CallExpression, Identifier, Parser } from "../asc-types.ts";
import { calleeOf, ownSources, stringLiteral, topLevelCalls } from "./walk.ts";

/** A `registerPlugin<Class>("root id")` of the program. */
export interface Registration {
  rootId: string;
  /** The name of the plugin's class. */
  className: string | null;
}

/** Finds the plugins that the program registers under a literal root id. */
export function registrations(asc: Asc, parser: Parser): Registration[] {
  const found: Registration[] = [];
  for (const source of ownSources(parser)) {
    for (const call of topLevelCalls(asc, source)) {
      const rootId = calleeOf(asc, call) === "registerPlugin" ? stringLiteral(asc, call.args[0]) : null;
      if (rootId !== null) found.push({ rootId, className: typeArgument(call) });
    }
  }
  return found;
}

function typeArgument(call: CallExpression): string | null {
  const { typeArguments } = call as CallExpression & { typeArguments: { name?: { identifier: Identifier } }[] | null };
  return typeArguments?.[0]?.name?.identifier.text ?? null;
}
