import { type DeclaredProperty, PropertyType } from "../attributes/declared-property.ts";
import { fromBytes, fromText } from "../bytes.ts";
import { LifeSpan } from "../filter-state.ts";
import { readMessage } from "../protobuf/read-message.ts";
import { Status } from "../status.ts";
import type { ForeignCall, ForeignResult } from "./foreign-call.ts";
import { answer } from "./foreign-function.ts";
import { argumentType } from "./messages.ts";

const declareArgument = argumentType("declare_property");

interface DeclareArguments {
  name?: string;
  readonly?: boolean;
  type?: number;
  schema?: Uint8Array;
  span?: number;
}

/** `declare_property`: how properties of the plugin are typed. A name is declared once. */
export function declareProperty(argument: Uint8Array, { current }: ForeignCall): ForeignResult {
  const asked = readMessage(declareArgument, argument) as DeclareArguments | undefined;
  if (!asked) return answer(Status.BAD_ARGUMENT);
  const name = fromText(asked.name ?? "");
  if (current.declared.has(name)) return answer(Status.BAD_ARGUMENT);
  current.declared.set(name, declaredOf(asked));
  return answer(Status.OK);
}

function declaredOf({ readonly = false, type, schema, span }: DeclareArguments): DeclaredProperty {
  return {
    readonly,
    type: Object.values(PropertyType).find((one) => one === type) ?? PropertyType.Bytes,
    schema: schema ? fromBytes(schema) : "",
    lifeSpan: lifeSpanOf(span),
  };
}

/** A life span by its number; an unknown one is that of a filter chain. */
export function lifeSpanOf(span: number | undefined): LifeSpan {
  return Object.values(LifeSpan).find((one) => one === span) ?? LifeSpan.FilterChain;
}
