import type { PluginProperties } from "../attributes/property-context.ts";
import { serializeValue } from "../attributes/serialize-value.ts";
import { toBytes } from "../bytes.ts";
import type { Expression } from "../cel/ast.ts";
import { checkCalls } from "../cel/check-calls.ts";
import { evaluate } from "../cel/evaluate.ts";
import { ExpressionError, Failure } from "../cel/failure.ts";
import { parse } from "../cel/parser.ts";
import { Status } from "../status.ts";
import type { ForeignCall, ForeignResult } from "./foreign-call.ts";
import { answer, succeed } from "./foreign-function.ts";

/** The expressions of a plugin on a thread, by token. */
class Expressions {
  readonly byToken = new Map<number, Expression>();
  private next = 0;

  token(): number {
    const token = this.next;
    this.next = (token + 1) >>> 0;
    return token;
  }
}

const ofPlugins = new WeakMap<PluginProperties, Expressions>();

/** `expr_create`: gives an expression of CEL a token. */
export function createExpression(argument: Uint8Array, call: ForeignCall): ForeignResult {
  try {
    const { envoyMinor } = call.current.pluginProperties;
    const expression = parse(textOf(argument), envoyMinor);
    const expressions = expressionsOf(call);
    // One that calls unknown functions takes its token with it
    const token = expressions.token();
    checkCalls(expression, envoyMinor);
    expressions.byToken.set(token, expression);
    return succeed(Uint8Array.of(token, token >>> 8, token >>> 16, token >>> 24));
  } catch (error) {
    if (error instanceof ExpressionError) return answer(Status.BAD_ARGUMENT);
    throw error;
  }
}

/** `expr_evaluate`: the value of an expression on the current context. */
export function evaluateExpression(argument: Uint8Array, call: ForeignCall): ForeignResult {
  const token = tokenOf(argument);
  if (token === undefined) return answer(Status.BAD_ARGUMENT);
  const expression = expressionsOf(call).byToken.get(token);
  if (!expression) return answer(Status.NOT_FOUND);
  const value = evaluate(expression, { context: call.current });
  if (value instanceof Failure) return answer(Status.INTERNAL_FAILURE);
  const bytes = serializeValue(value);
  return bytes === undefined ? answer(Status.SERIALIZATION_FAILURE) : succeed(toBytes(bytes));
}

/** `expr_delete`; of a token that is not known, too. */
export function deleteExpression(argument: Uint8Array, call: ForeignCall): ForeignResult {
  const token = tokenOf(argument);
  if (token === undefined) return answer(Status.BAD_ARGUMENT);
  expressionsOf(call).byToken.delete(token);
  return answer(Status.OK);
}

function expressionsOf({ current }: ForeignCall): Expressions {
  const known = ofPlugins.get(current.pluginProperties);
  if (known) return known;
  const expressions = new Expressions();
  ofPlugins.set(current.pluginProperties, expressions);
  return expressions;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function textOf(argument: Uint8Array): string {
  try {
    return utf8.decode(argument);
  } catch {
    throw new ExpressionError("no UTF-8");
  }
}

function tokenOf(argument: Uint8Array): number | undefined {
  if (argument.length !== 4) return undefined;
  return new DataView(argument.buffer, argument.byteOffset, 4).getUint32(0, true);
}
