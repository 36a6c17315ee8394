import { decodeUtf8, encodeUtf8, Leader, SharedCounter, SharedData, SharedValue } from "mesh-wasm/assembly";
import { input, putText } from "./io";

export { inputAt, outputAt, outputSize } from "./io";

/** A context that is told and that tells. */
class Window {
  calls: i32 = 0;
  constructor(readonly step: i64) {}
}

/** Adds to the integers of a value; counts how often the function was called. */
export function add(step: i64): i32 {
  const window = new Window(step);
  const status = SharedData.updateWith<Window>("numbers", window, (window, old) => {
    ++window.calls;
    return SharedValue.ofIntegers([old.integer() + window.step, old.integer(1) - window.step, i64.MIN_VALUE]);
  });
  putText(`${<i32>status} ${window.calls}`);
  return status;
}

/** The integers of the value, and what is beyond. */
export function numbers(): void {
  const value = SharedData.get("numbers");
  const all: string[] = [];
  for (let i = -1; i < 4; ++i) all.push(value.integer(i).toString());
  putText(`${<i32>value.status} ${all.join(" ")}`);
}

/** Leaves the value as it is; the context is a number. */
export function leave(): i32 {
  return SharedData.updateWith<i32>("numbers", 7, (seven, old) => (seven == 7 ? null : old.bytes));
}

/** The form without a context. */
export function append(): i32 {
  return SharedData.update("text", (old) => encodeUtf8(decodeUtf8(old) + "+"));
}

export function text(): void {
  putText(SharedData.get("text").text);
}

/** A value of any bytes, as an integer. */
export function integerOf(): i64 {
  return new SharedValue(0, input, 0).integer();
}

/** A counter is one integer. */
export function counter(): i64 {
  new SharedCounter("counter").add(5);
  return SharedData.get("counter").integer();
}

export function leads(): i32 {
  return new Leader("leader", 1000).isLeader ? 1 : 0;
}
