// Writing header maps.
import { beginCall } from "./arena";
import { Bytes } from "./bytes";
import { HeaderMapType } from "./enums/header-map-type";
import { LogLevel } from "./enums/log-level";
import { Status } from "./enums/status";
import { beginRefusal, checkField, endRefusal } from "./field-check";
import { forgetHeaders } from "./header-read";
import {
  proxy_add_header_map_value,
  proxy_remove_header_map_value,
  proxy_replace_header_map_value,
  proxy_set_header_map_pairs,
} from "./host";
import { appendText, writeLine } from "./line";
import { isLogging } from "./turn";
import { encode, encodedIsName, encodedSize } from "./utf8-encode";

let key: usize = 0;
let keySize: u32 = 0;
let keyIsName: bool = false;

/** Adds a value to a header. */
export function addHeader(type: HeaderMapType, name: string, value: string): Status {
  encodeKey(name);
  return addEncoded(type, encode(value), encodedSize);
}

/** Adds a value to a header. */
export function addHeaderBytes(type: HeaderMapType, name: string, value: Bytes): Status {
  encodeKey(name);
  return addEncoded(type, changetype<usize>(value), value.length);
}

/** Gives a header one value, in place of all it had. */
export function replaceHeader(type: HeaderMapType, name: string, value: string): Status {
  encodeKey(name);
  return replaceEncoded(type, encode(value), encodedSize);
}

/** Gives a header one value, in place of all it had. */
export function replaceHeaderBytes(type: HeaderMapType, name: string, value: Bytes): Status {
  encodeKey(name);
  return replaceEncoded(type, changetype<usize>(value), value.length);
}

/** Removes a header with all its values. */
export function removeHeader(type: HeaderMapType, name: string): Status {
  encodeKey(name);
  if (!mayWrite(0, 0)) return Status.BadArgument;
  forgetHeaders(type);
  return proxy_remove_header_map_value(type, key, keySize);
}

/** Replaces a whole map by encoded pairs. */
export function replaceAllHeaders(type: HeaderMapType, pairs: Bytes): Status {
  if (isLogging()) {
    appendText("headers not written: onLog is too late");
    writeLine(LogLevel.Warn);
    return Status.BadArgument;
  }
  forgetHeaders(type);
  return proxy_set_header_map_pairs(type, changetype<usize>(pairs), pairs.length);
}

function encodeKey(name: string): void {
  beginCall();
  key = encode(name);
  keySize = encodedSize;
  keyIsName = encodedIsName;
}

function addEncoded(type: HeaderMapType, value: usize, valueSize: u32): Status {
  if (!mayWrite(value, valueSize)) return Status.BadArgument;
  forgetHeaders(type);
  return proxy_add_header_map_value(type, key, keySize, value, valueSize);
}

function replaceEncoded(type: HeaderMapType, value: usize, valueSize: u32): Status {
  if (!mayWrite(value, valueSize)) return Status.BadArgument;
  forgetHeaders(type);
  return proxy_replace_header_map_value(type, key, keySize, value, valueSize);
}

function mayWrite(value: usize, valueSize: u32): bool {
  if (isLogging()) {
    beginRefusal(key, keySize);
    appendText("onLog is too late");
    return endRefusal();
  }
  return checkField(key, keySize, keyIsName, value, valueSize);
}
