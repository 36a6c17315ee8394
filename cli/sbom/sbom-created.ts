import { MeshWasmError } from "../../core/index.ts";
import type { CliContext } from "../framework/context.ts";

/**
 * The time that a list of parts gives for itself, in seconds since 1970: what SOURCE_DATE_EPOCH says, else 0, so that the same module
 * gives the same list.
 *
 * @see https://reproducible-builds.org/specs/source-date-epoch/
 * @throws MeshWasmError MW0103 for what is no number
 */
export function sbomCreated({ env }: Pick<CliContext, "env">): number {
  const text = env["SOURCE_DATE_EPOCH"] ?? "0";
  if (/^\d{1,11}$/.test(text)) return Number(text);
  throw new MeshWasmError(
    "MW0103",
    `SOURCE_DATE_EPOCH is ${JSON.stringify(text)}, and no number of seconds since 1970`,
  );
}
