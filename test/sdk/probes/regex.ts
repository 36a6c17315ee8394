import { matchGlob } from "mesh-wasm/assembly/text/glob";
import { Regex } from "mesh-wasm/assembly/text/regex";
import { input, putBytes, putText } from "./io";

export { inputAt, outputAt, outputSize } from "./io";

let steps: i64 = 0;
let regex: Regex | null = null;
let text: string = "";

/** The engine counts its steps where there is such a class. */
@global
class __mesh_regex_steps {
  static add(): void {
    ++steps;
  }
}

// Input and output are UTF-16, so that they can have half a surrogate pair.
function inputText(): string {
  return String.UTF16.decodeUnsafe(changetype<usize>(input), input.length);
}

function put(result: string): void {
  const units = new StaticArray<u8>(result.length << 1);
  memory.copy(changetype<usize>(units), changetype<usize>(result), units.length);
  putBytes(units);
}

/** Compiles the input: flags, a line feed and the pattern. Puts what is wrong. */
export function compile(): bool {
  const both = inputText();
  const end = both.indexOf("\n");
  regex = Regex.compile(both.substring(end + 1), both.substring(0, end));
  putText(Regex.lastError());
  return regex !== null;
}

export function pattern(): void {
  put(regex!.pattern + "\n" + regex!.groupCount.toString());
}

/** Takes the input as the text for what follows. */
export function setText(): void {
  text = inputText();
}

export function test(): bool {
  return regex!.test(text);
}

export function fullMatch(): bool {
  return regex!.fullMatch(text);
}

/** Start and end of the match and of its groups. */
export function match(from: i32): bool {
  const found = regex!.match(text, from);
  if (!found) return false;
  const places: string[] = [];
  for (let i = 0; i <= found.groupCount; ++i) places.push(`${found.groupStart(i)} ${found.groupEnd(i)}`);
  putText(places.join(","));
  return true;
}

/** All that a match tells of the group whose name or number is the input. */
export function group(): bool {
  const name = inputText();
  const found = regex!.match(text);
  if (!found) return false;
  const number = <i32>parseInt(name);
  const group = name >= "A" ? found.groupNamed(name) : found.group(number);
  const place = name >= "A" ? "" : `${found.groupStart(number)} ${found.groupEnd(number)}`;
  put([found.toString(), `${found.start} ${found.end}`, group === null ? "null" : "=" + group, place].join("\n"));
  return true;
}

export function replace(): void {
  put(regex!.replace(text, inputText()));
}

export function replaceAll(): void {
  put(regex!.replaceAll(text, inputText()));
}

export function split(limit: i32): void {
  const pieces = limit < 0 ? regex!.split(text) : regex!.split(text, limit);
  put(pieces.length.toString() + "\u0001" + pieces.join("\u0001"));
}

export function escape(): void {
  put(Regex.escape(inputText()));
}

export function stepsOfTest(): i64 {
  steps = 0;
  regex!.test(text);
  return steps;
}

export function stepsOfFullMatch(): i64 {
  steps = 0;
  regex!.fullMatch(text);
  return steps;
}

export function stepsOfMatch(): i64 {
  steps = 0;
  regex!.match(text);
  return steps;
}

/** The input is the pattern; the text was set. */
export function glob(): bool {
  return matchGlob(inputText(), text);
}

export function collect(): void {
  __collect();
}
