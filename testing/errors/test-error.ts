import { fileURLToPath } from "node:url";
import { type ErrorCode, MeshWasmError, type MeshWasmErrorOptions } from "../../core/index.ts";

/** Where this package is: its own frames tell a test nothing. */
const ownFolder = fileURLToPath(new URL("../../", import.meta.url));

/** Errors that say all, and whether with a line of the test. */
const whole = new WeakMap<Error, boolean>();

/** An error for a test, see {@link tellWhole}. */
export function testError(code: ErrorCode, message: string, options: MeshWasmErrorOptions = {}): MeshWasmError {
  return tellWhole(new MeshWasmError(code, message, options));
}

/**
 * Puts all that an error says into its message, and leaves the test's own frames in its stack: test runners show these two and
 * nothing else. An error that was made where no code of the test was running gets the frames of who waits for it.
 */
export function tellWhole<T>(error: T): T {
  if (!(error instanceof MeshWasmError) || whole.get(error)) return error;
  const own = framesIn(error.stack);
  const isFirst = !whole.has(error);
  if (isFirst) {
    const { code, details, hint } = error;
    error.message = [`${error.message} (${code})`, ...details.map((line) => `  ${line}`), hint].join("\n");
  }
  const frames = isFirst && own.some(isOfTest) ? own : framesIn(new Error().stack);
  const isPlaced = frames.some(isOfTest);
  whole.set(error, isPlaced);
  if (isPlaced) setFrames(error, frames.filter(isForeign));
  else if (isFirst) setFrames(error, own);
  return error;
}

/** What comes of work, or its error with all that it says. */
export async function toldWhole<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw tellWhole(error);
  }
}

/** What work gives at once, or its error with all that it says. */
export function toldNow<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw tellWhole(error);
  }
}

function setFrames(error: Error, frames: readonly string[]): void {
  error.stack = [`${error.name}: ${error.message}`, ...frames].join("\n");
}

function framesIn(stack = ""): string[] {
  return stack.split("\n").filter((line) => /^ {4}at /.test(line));
}

function isForeign(frame: string): boolean {
  return !frame.includes(ownFolder);
}

/** Neither ours nor that of Node, nor of a package, such as the test runner. */
function isOfTest(frame: string): boolean {
  return isForeign(frame) && /[/\\]/.test(frame) && !/\bnode:|[/\\]node_modules[/\\]/.test(frame);
}
