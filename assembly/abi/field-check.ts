// Envoy takes any header and later answers the whole request with 503 when it is not valid. So it is checked here.
import { LogLevel } from "./enums/log-level";
import { appendBytes, appendText, writeLine } from "./line";

/** A bit for each of the first 128 characters: letters, digits and ! # $ % & ' * + - . ^ _ ` | ~ */
// biome-ignore format: a table
const tokens: usize = memory.data<u8>([
  0x00, 0x00, 0x00, 0x00, 0xfa, 0x6c, 0xff, 0x03, 0xfe, 0xff, 0xff, 0xc7, 0xff, 0xff, 0xff, 0x57,
]);

/** Whether bytes can be the name of a header: a token (RFC 9110, section 5.6.2), after a colon in pseudo headers. */
export function isFieldName(data: usize, size: u32): bool {
  let at = data;
  const end = data + size;
  if (size && load<u8>(at) == 0x3a) ++at;
  if (at == end) return false;
  for (; at < end; ++at) {
    const byte = load<u8>(at);
    if (byte > 0x7f || !((load<u8>(tokens + (byte >> 3)) >> (byte & 7)) & 1)) return false;
  }
  return true;
}

/** Whether bytes can be the value of a header: no control characters but the tab (RFC 9110, section 5.5). */
export function isFieldValue(data: usize, size: u32): bool {
  const end = data + size;
  let at = data;
  while (at < end) {
    // Eight at a time, the last of which may have been looked at in part. Below 0x80, the highest bit of a byte is set by
    // taking away 0x20 from a control character, and by adding 1 to 0x7f.
    if (size >= 8) {
      const eight = min(at, end - 8);
      const bytes = load<u64>(eight);
      if (!(((bytes - 0x2020202020202020) | (bytes + 0x0101010101010101)) & ~bytes & 0x8080808080808080)) {
        at = eight + 8;
        continue;
      }
    }
    const byte = load<u8>(at++);
    if ((byte < 0x20 && byte != 0x09) || byte == 0x7f) return false;
  }
  return true;
}

/** Whether a header may be written; says in the log when not. */
export function checkField(name: usize, nameSize: u32, isName: bool, value: usize, valueSize: u32): bool {
  const named = isName || isFieldName(name, nameSize);
  if (named && isFieldValue(value, valueSize)) return true;
  beginRefusal(name, nameSize);
  if (named) appendText("invalid value");
  else appendText("invalid name");
  return endRefusal();
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
