// Header maps by their numbers. All act on the effective context.
import { HeaderMapType } from "../abi/enums/header-map-type";
import { LogLevel } from "../abi/enums/log-level";
import { Status } from "../abi/enums/status";
import { foundData, foundSize, walkHeaders } from "../abi/header-read";
import { writeLog } from "../abi/log-calls";
import { walkedSize } from "../abi/pairs";
import { current, scopeOf } from "../abi/turn";
import { HeaderMap, headerMap } from "../http/header-map";
import { bytesOf, copyToBuffer, textOf } from "./array-buffer";
import { HeaderMapTypeValues } from "./enums/header-map-type-values";
import { Headers } from "./header-pair";
import { readHeaders, sdkHeaders } from "./header-pairs";

/**
 * Adds a value to a header.
 *
 * @returns `Ok`; `BadArgument`, with a line in the log, for an invalid name or value and in `onLog`; `BadArgument` in a phase
 *   that has no such map
 *
 * @example
 * const key = String.UTF8.encode("x-color");
 * add_header_map_value(HeaderMapTypeValues.ResponseHeaders, key, String.UTF8.encode("blue"));
 */
export function add_header_map_value(typ: HeaderMapTypeValues, key: ArrayBuffer, value: ArrayBuffer): Status {
  return mapOf(typ).addBytes(textOf(key), bytesOf(value));
}

/**
 * Like {@link add_header_map_value}, with texts.
 *
 * @example
 * add_header_map_value_string(HeaderMapTypeValues.ResponseHeaders, "x-color", "blue");
 */
export function add_header_map_value_string(typ: HeaderMapTypeValues, key: string, value: string): Status {
  return mapOf(typ).add(key, value);
}

/**
 * The first value of a header; empty when there is none.
 *
 * @example
 * const path = get_header_map_value(HeaderMapTypeValues.RequestHeaders, String.UTF8.encode(":path"));
 */
export function get_header_map_value(typ: HeaderMapTypeValues, key: ArrayBuffer): ArrayBuffer {
  return mapOf(typ).has(textOf(key)) ? copyToBuffer(foundData, foundSize) : new ArrayBuffer(0);
}

/** The first value of a header as text; empty when there is none. */
export function get_header_map_value_string(typ: HeaderMapTypeValues, key: string): string {
  const value = mapOf(typ).get(key);
  return value === null ? "" : value;
}

/**
 * Gives a header one value, in place of all it had. Where it cannot, nothing happens; see {@link add_header_map_value}.
 *
 * @example
 * const key = String.UTF8.encode("x-color");
 * replace_header_map_value(HeaderMapTypeValues.ResponseHeaders, key, String.UTF8.encode("green"));
 */
export function replace_header_map_value(typ: HeaderMapTypeValues, key: ArrayBuffer, value: ArrayBuffer): void {
  mapOf(typ).setBytes(textOf(key), bytesOf(value));
}

/**
 * Like {@link replace_header_map_value}, with texts.
 *
 * @example
 * replace_header_map_value_string(HeaderMapTypeValues.ResponseHeaders, "x-color", "green");
 */
export function replace_header_map_value_string(typ: HeaderMapTypeValues, key: string, value: string): void {
  mapOf(typ).set(key, value);
}

/**
 * Removes a header with all its values. Where it cannot, nothing happens; see {@link add_header_map_value}.
 *
 * @example
 * remove_header_map_value(HeaderMapTypeValues.ResponseHeaders, String.UTF8.encode("server"));
 */
export function remove_header_map_value(typ: HeaderMapTypeValues, key: ArrayBuffer): void {
  mapOf(typ).remove(textOf(key));
}

/**
 * Like {@link remove_header_map_value}, with a text.
 *
 * @example
 * remove_header_map_value_string(HeaderMapTypeValues.ResponseHeaders, "server");
 */
export function remove_header_map_value_string(typ: HeaderMapTypeValues, key: string): void {
  mapOf(typ).remove(key);
}

/** A copy of a map; empty in a phase that has none. */
export function get_header_map_pairs(typ: HeaderMapTypeValues): Headers {
  return readHeaders(scoped(typ));
}

/** Replaces a whole map. Where it cannot, nothing happens, and a line in the log says so. */
export function set_header_map_pairs(typ: HeaderMapTypeValues, headers: Headers): void {
  if (mapOf(typ).replaceAll(sdkHeaders(headers)) == Status.Ok) return;
  writeLog(LogLevel.Warn, "headers not replaced: one is invalid, a pseudo header is missing, or this phase has none");
}

/**
 * The bytes that a map takes on the wire; 0 when it is empty or not there. It is no count: see `get_headers().length`.
 *
 * @example
 * const size = get_header_map_size(HeaderMapTypeValues.RequestHeaders);
 */
export function get_header_map_size(typ: HeaderMapTypeValues): usize {
  walkHeaders(scoped(typ));
  return walkedSize;
}

function mapOf(typ: HeaderMapTypeValues): HeaderMap {
  return headerMap(<HeaderMapType>(<i32>typ), scopeOf(current));
}

function scoped(typ: HeaderMapTypeValues): HeaderMapType {
  return <HeaderMapType>(<u32>typ + scopeOf(current));
}
