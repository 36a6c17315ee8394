// Envoy takes any header and later answers the whole request with 503 when it is not valid. So it is checked here.
import { LogLevel } from "./enums/log-level";
import { appendBytes, appendText, writeLine } from "./line";

/** Whether bytes can be the name of a header: a token (RFC 9110, section 5.6.2), after a colon in pseudo headers. */
export function isFieldName(data: usize, size: u32): bool {
  if (!size) return false;
  for (let i: u32 = load<u8>(data) == 0x3a ? 1 : 0; i < size; ++i) {
    if (!isTokenCharacter(load<u8>(data + i))) return false;
  }
  return size > 1 || load<u8>(data) != 0x3a;
}

function isTokenCharacter(byte: u32): bool {
  if ((byte | 0x20) - 0x61 < 26 || byte - 0x30 < 10) return true;
  // ! # $ % & ' * + - . ^ _ ` | ~
  if (byte - 0x20 < 32) return ((0x00006cfa >> (byte - 0x20)) & 1) != 0;
  return byte == 0x5e || byte == 0x5f || byte == 0x60 || byte == 0x7c || byte == 0x7e;
}

/** Whether bytes can be the value of a header: no control characters but the tab (RFC 9110, section 5.5). */
export function isFieldValue(data: usize, size: u32): bool {
  for (let i: u32 = 0; i < size; ++i) {
    const byte = load<u8>(data + i);
    if ((byte < 0x20 && byte != 0x09) || byte == 0x7f) return false;
  }
  return true;
}

/** Whether a header may be written; says in the log when not. */
export function checkField(name: usize, nameSize: u32, value: usize, valueSize: u32): bool {
  if (!isFieldName(name, nameSize)) {
    beginRefusal(name, nameSize);
    appendText("invalid name");
    return endRefusal();
  }
  if (!isFieldValue(value, valueSize)) {
    beginRefusal(name, nameSize);
    appendText("invalid value");
    return endRefusal();
  }
  return true;
}

/** Begins to say in the log why a header is not written. */
export function beginRefusal(name: usize, nameSize: u32): void {
  appendText('header "');
  appendBytes(name, nameSize);
  appendText('" not written: ');
}

/** Writes the line; always false. */
export function endRefusal(): bool {
  writeLine(LogLevel.Warn);
  return false;
}
