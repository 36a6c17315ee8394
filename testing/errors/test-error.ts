import { fileURLToPath } from "node:url";
import { type ErrorCode, MeshWasmError, type MeshWasmErrorOptions } from "../../core/index.ts";

/** Where this package is: its own frames tell a test nothing. */
const ownFolder = fileURLToPath(new URL("../../", import.meta.url));

const whole = new WeakSet<Error>();

/** An error for a test, see {@link tellWhole}. */
export function testError(code: ErrorCode, message: string, options: MeshWasmErrorOptions = {}): MeshWasmError {
  return tellWhole(new MeshWasmError(code, message, options));
}

/**
 * Puts all that an error says into its message, and leaves the test's own frames in its stack: test runners show these two and
 * nothing else.
 */
export function tellWhole<T>(error: T): T {
  if (!(error instanceof MeshWasmError) || whole.has(error)) return error;
  whole.add(error);
  const { code, details, hint } = error;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^ {4}at /.test(line));
  const ofTest = frames.filter((line) => !line.includes(ownFolder));
  error.message = [`${error.message} (${code})`, ...details.map((line) => `  ${line}`), hint].join("\n");
  error.stack = [`${error.name}: ${error.message}`, ...(ofTest.length > 0 ? ofTest : frames)].join("\n");
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
