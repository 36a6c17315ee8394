// What as-pect imports from its host, in AssemblyScript: so a module with tests is a filter like any other, and runs wherever
// filters run.
import { LogLevel } from "../abi/enums/log-level";
import { writeLog } from "../abi/log-calls";
import { tellFailure } from "./report";
import { currentGroup, Group, Test, TestKind } from "./tree";
import { reflectedText } from "./values";

export {
  clearActual,
  clearExpected,
  reportActualReflectedValue,
  reportExpectedFalsy,
  reportExpectedFinite,
  reportExpectedReflectedValue,
  reportExpectedTruthy,
} from "./report";
export {
  __aspectPushReflectedObjectKey,
  __aspectPushReflectedObjectValue,
  createReflectedLong,
  createReflectedNumber,
  createReflectedValue,
} from "./values";

export function describe(description: string, runner: () => void): void {
  new Group(description, currentGroup(), runner);
}

export function test(description: string, runner: () => void): void {
  new Test(description, currentGroup(), TestKind.Test, runner);
}

export function it(description: string, runner: () => void): void {
  test(description, runner);
}

export function throws(description: string, runner: () => void, message: string | null): void {
  new Test(description, currentGroup(), TestKind.Throws, runner);
}

export function itThrows(description: string, runner: () => void, message: string | null): void {
  throws(description, runner, message);
}

export function todo(description: string): void {
  new Test(description, currentGroup(), TestKind.Todo, null);
}

export function xtest(description: string, callback: () => void): void {
  todo(description);
}

export function xit(description: string, callback: () => void): void {
  todo(description);
}

export function beforeAll(callback: () => void): void {
  currentGroup().beforeAll.push(callback);
}

export function beforeEach(callback: () => void): void {
  currentGroup().beforeEach.push(callback);
}

export function afterEach(callback: () => void): void {
  currentGroup().afterEach.push(callback);
}

export function afterAll(callback: () => void): void {
  currentGroup().afterAll.push(callback);
}

/** Where as-pect finds that something is not as expected. */
export function assert(condition: i32, message: string): void {
  if (condition) return;
  tellFailure(message);
  unreachable();
}

export function logReflectedValue(value: i32): void {
  writeLog(LogLevel.Info, reflectedText(value));
}

// The stack is told by the trap.
export function attachStackTraceToReflectedValue(id: i32): void {}

export function debug(): void {}

export function tryCall(func: () => void): bool {
  ERROR('there is no expect(…).toThrow(): a trap ends the VM. Write throws("…", () => { … }) in place of the test');
  return false;
}

export function reportExpectedSnapshot(id: i32, name: string | null): void {
  ERROR("there is no toMatchSnapshot() in unit tests: write the value down");
}
