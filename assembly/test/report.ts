import { LogLevel } from "../abi/enums/log-level";
import { writeLog } from "../abi/log-calls";
import { JsonWriter } from "../encoding/json-writer";
import { forgetReflected, reflectedText } from "./values";

/** What stands before a line of the log that is for the runner. */
const mark = "mesh-wasm unit test: ";

/** Tells the runner something: at the highest level, so that no log leaves it out. */
export function tell(json: string): void {
  writeLog(LogLevel.Critical, mark + json);
}

// What is compared at the moment; an empty text for nothing
let actual: string = "";
let expected: string = "";
let negated: bool = false;

export function reportActualReflectedValue(id: i32): void {
  actual = reflectedText(id);
}

export function reportExpectedReflectedValue(id: i32, not: i32): void {
  expect(reflectedText(id), not);
}

export function reportExpectedTruthy(not: i32): void {
  expect("truthy", not);
}

export function reportExpectedFalsy(not: i32): void {
  expect("falsy", not);
}

export function reportExpectedFinite(not: i32): void {
  expect("finite", not);
}

function expect(text: string, not: i32): void {
  expected = text;
  negated = not != 0;
}

export function clearActual(): void {
  actual = "";
}

export function clearExpected(): void {
  expected = "";
  forgetReflected();
}

/** Tells the runner what is not as expected, before the trap. */
export function tellFailure(message: string): void {
  const json = new JsonWriter().beginObject().key("failed").string(message);
  json.key("actual").string(actual).key("expected").string(expected).key("negated").bool(negated);
  tell(json.endObject().toString());
}
