import type { Asc, CallExpression, Identifier, Parser } from "../asc-types.ts";
import { calleeOf, ownSources, stringLiteral, topLevelCalls } from "./walk.ts";

/** A `registerPlugin<Class>("root id")` of the program, or a `registerRootContext(…, "root id")` of one for the old SDK. */
export interface Registration {
  rootId: string;
  /** The name of the plugin's class; null in a program for the old SDK. */
  className: string | null;
}

/** Which argument of a function that registers a plugin is the root id. */
const rootIdArguments: Readonly<Record<string, number>> = { registerPlugin: 0, registerRootContext: 1 };

/** Finds the plugins that the program registers under a literal root id. */
export function registrations(asc: Asc, parser: Parser): Registration[] {
  const found: Registration[] = [];
  for (const source of ownSources(parser)) {
    for (const call of topLevelCalls(asc, source)) {
      const argument = rootIdArguments[calleeOf(asc, call) ?? ""];
      const rootId = argument === undefined ? null : stringLiteral(asc, call.args[argument]);
      if (rootId !== null) found.push({ rootId, className: typeArgument(call) });
    }
  }
  return found;
}

function typeArgument(call: CallExpression): string | null {
  const { typeArguments } = call as CallExpression & { typeArguments: { name?: { identifier: Identifier } }[] | null };
  return typeArguments?.[0]?.name?.identifier.text ?? null;
}
