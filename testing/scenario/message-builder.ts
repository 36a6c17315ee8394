import type { Position } from "./position.ts";
import { type Field, fieldsOf, isMessage, jsonName, type MessageName } from "./suite-schema.ts";

/** A message while it is read: its fields by their JSON names, and where it begins. */
export type Draft = Record<string, unknown> & { at: Position };

/** A message without any of its fields given. */
export function emptyMessage(message: MessageName, at: Position): Draft {
  const draft: Draft = { at };
  for (const [name, field] of Object.entries(fieldsOf(message))) {
    const value = absent(field);
    if (value !== undefined) draft[jsonName(name)] = value;
  }
  return draft;
}

/** What a field is that is not given; undefined where it knows that it is not. */
function absent(field: Field): unknown {
  if (field.repeated) return [];
  if (isMessage(field.type) || field.optional || field.oneof) return undefined;
  switch (field.type) {
    case "bool":
      return false;
    case "string":
    case "bytes":
      return "";
    case "int64":
    case "uint64":
      return 0n;
    default:
      return 0;
  }
}

/** Why a field of a message cannot be given (once more); undefined where it can. */
export function conflict(message: MessageName, draft: Draft, name: string): string | undefined {
  const fields = fieldsOf(message);
  const field = fields[name] as Field;
  if (field.repeated) return undefined;
  if (isGiven(draft, name, field)) return `${name} is given more than once, and ${message} has one only`;
  if (!field.oneof) return undefined;
  const other = Object.keys(fields).find(
    (known) => fields[known]?.oneof === field.oneof && draft[jsonName(known)] !== undefined,
  );
  return other && `${name} cannot be given beside ${other}: only one of both`;
}

/** As protobuf sees it: a field without presence is not given while it has its default. */
function isGiven(draft: Draft, name: string, field: Field): boolean {
  const value = draft[jsonName(name)];
  return value !== undefined && value !== absent(field);
}

/** Sets a field, or adds to one that is repeated. */
export function give(message: MessageName, draft: Draft, name: string, value: unknown): void {
  const key = jsonName(name);
  if (fieldsOf(message)[name]?.repeated) (draft[key] as unknown[]).push(value);
  else draft[key] = value;
}
