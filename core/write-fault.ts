import { MeshWasmError } from "./error.ts";

/**
 * What the system said against writing a file, as an error of ours; any other error as it is.
 *
 * @example
 * try { writeFileSync(path, bytes); } catch (error) { throw writeFault(error, path); }
 */
export function writeFault(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === undefined || !/^E[A-Z]+$/.test(code)) return error;
  return new MeshWasmError("MW0108", `${path} cannot be written`, {
    details: [(error as Error).message],
    cause: error,
  });
}
