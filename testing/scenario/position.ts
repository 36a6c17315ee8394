import type { ByteString } from "../../host/bytes.ts";

/** A place in a file: 1-based line and column, in characters. */
export interface Position {
  line: number;
  column: number;
}

/** The place of a byte in UTF-8. */
export function positionOf(text: ByteString, offset: number): Position {
  let line = 1;
  let column = 1;
  for (let at = 0; at < offset; ++at) {
    const code = text.charCodeAt(at);
    if (code === 10) {
      ++line;
      column = 1;
    } else if (!isContinuation(code)) {
      ++column;
    }
  }
  return { line, column };
}

/** Whether a byte goes on with the character before it. */
function isContinuation(code: number): boolean {
  return code >= 0x80 && code < 0xc0;
}
