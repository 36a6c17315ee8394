import { decodeUtf8 } from "mesh-wasm/assembly";
import { formatHttpDate, formatRfc3339, invalidTime, parseHttpDate, parseRfc3339 } from "mesh-wasm/assembly/text/dates";
import { input, putText } from "./io";

export { inputAt, outputAt, outputSize } from "./io";

export function invalid(): i64 {
  return invalidTime;
}

export function toHttp(time: i64): void {
  putText(formatHttpDate(time));
}

export function toRfc3339(time: i64): void {
  putText(formatRfc3339(time));
}

export function fromHttp(reference: i64): i64 {
  return parseHttpDate(decodeUtf8(input), reference);
}

/** With the clock for the present. */
export function fromHttpNow(): i64 {
  return parseHttpDate(decodeUtf8(input));
}

export function fromRfc3339(): i64 {
  return parseRfc3339(decodeUtf8(input));
}

export function collect(): void {
  __collect();
}
