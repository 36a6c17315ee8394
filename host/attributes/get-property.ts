import type { ByteString } from "../bytes.ts";
import { Status } from "../status.ts";
import { findValue } from "./find-value.ts";
import { messageField } from "./message-value.ts";
import type { PropertyContext } from "./property-context.ts";
import { serializeValue } from "./serialize-value.ts";
import { MapValue, MessageValue, type Value } from "./value.ts";

/**
 * What `proxy_get_property` answers: the value in the form that modules get it in, or why there is none. `NOT_FOUND`: there is
 * no such attribute, or not now. `SERIALIZATION_FAILURE`: it has no form, such as all of `request`, null, or an empty path.
 *
 * Source: `Context::getProperty` in Envoy's source/extensions/common/wasm/context.cc
 *
 * @param path The segments with a zero byte between them; one at the end is ignored.
 * @example
 * const value = getProperty("request\0path", context);
 * if (typeof value === "string") log(value);
 */
export function getProperty(path: ByteString, context: PropertyContext): ByteString | Status {
  let value: Value | undefined = null;
  for (let start = 0; start < path.length; ) {
    const zero = path.indexOf("\0", start);
    const end = zero < 0 ? path.length : zero;
    const segment = path.slice(start, end);
    value = start === 0 ? findValue(context, segment, end + 1 >= path.length) : partOf(value, segment);
    if (value === undefined) return Status.NOT_FOUND;
    start = end + 1;
  }
  return serializeValue(value) ?? Status.SERIALIZATION_FAILURE;
}

function partOf(value: Value, name: ByteString): Value | undefined {
  if (value instanceof MapValue) return value.get(name);
  if (value instanceof MessageValue) return messageField(value, name);
  if (Array.isArray(value))
    return /^[ \t\n\v\f\r]*[+-]?\d+[ \t\n\v\f\r]*$/.test(name) ? value[Number(name)] : undefined;
  return undefined;
}
