import type { MessageValue } from "../attributes/value.ts";
import { fromBytes } from "../bytes.ts";
import type { Field, MessageFields, MessageType } from "../protobuf/message-type.ts";
import { writeMessage } from "../protobuf/write-message.ts";

/** Whether a message has a field, as protobuf says: not where it has its default. `undefined` where its type has no such field. */
export function hasMessageField({ type, fields }: MessageValue, name: string): boolean | undefined {
  const field = type.fields.find((one) => one.name === name);
  return field && isThere(field, fields[name]);
}

function isThere(field: Field, value: unknown): boolean {
  if (value === undefined) return false;
  if (field.kind) return Object.keys(value as object).length > 0;
  if (typeof field.type !== "string") return true;
  return value instanceof Uint8Array ? value.length > 0 : Boolean(value);
}

/** Whether messages say the same. */
export function sameMessage(a: MessageValue, b: MessageValue): boolean {
  return a.type === b.type && canonical(a.type, a.fields) === canonical(b.type, b.fields);
}

/** The wire form of a message, with the entries of its maps in the order of their keys. */
function canonical(type: MessageType, fields: MessageFields): string {
  return fromBytes(writeMessage(type, sorted(fields)));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
