// A log line put together without allocating: for when memory may have run out, and for what is said seldom. Longer ones
// are cut.
import { LogLevel } from "./enums/log-level";
import { proxy_log } from "./host";
import { writeUtf8 } from "./utf8-encode";

const capacity: usize = 1024;
const line: usize = memory.data(1024);
let size: usize = 0;

export function appendText(text: string): void {
  const units = min<usize>(text.length, (capacity - size) / 3);
  size += writeUtf8(line + size, text, <i32>units);
}

export function appendBytes(data: usize, count: u32): void {
  const fitting = min<usize>(count, capacity - size);
  memory.copy(line + size, data, fitting);
  size += fitting;
}

export function appendNumber(value: u32): void {
  if (capacity - size < 10) return;
  let digits = 1;
  for (let rest = value / 10; rest; rest /= 10) ++digits;
  for (let at = line + size + digits; at > line + size; value /= 10) store<u8>(--at, 0x30 + (value % 10));
  size += digits;
}

/** Writes what was appended, and begins anew. */
export function writeLine(level: LogLevel): void {
  proxy_log(level, line, <u32>size);
  size = 0;
}
