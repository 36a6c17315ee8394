import { type ErrorCode, MeshWasmError } from "../../core/index.ts";

/** Something is missing, has other bytes, is no manifest, or is larger than it says. */
const faults: readonly ErrorCode[] = ["MW0704", "MW0710", "MW0711", "MW0712"];

/** Reads something; a fault of it becomes an error about signatures, as {@link asFault} does. */
export async function readOr<T>(code: "MW0805" | "MW0807", what: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw asFault(error, code, what);
  }
}

/**
 * An error about something that the store has and that is not what it should be, as one about signatures. Any other, such as of a
 * registry that cannot be reached, stays what it is.
 *
 * @param what What is wrong, as a sentence: `layer 1 of the image is not what was signed`.
 */
export function asFault(error: unknown, code: "MW0805" | "MW0807", what: string): unknown {
  if (!(error instanceof MeshWasmError) || !faults.includes(error.code)) return error;
  return new MeshWasmError(code, what, { details: [error.message, ...error.details], cause: error });
}
