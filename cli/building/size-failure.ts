import { MeshWasmError } from "../../core/index.ts";
import { formatSize } from "../config/size.ts";
import type { BuiltFilter } from "./build-filter.ts";

/** MW1006 naming each module that is larger than its limit. */
export function sizeFailure(
  built: readonly Pick<BuiltFilter, "filter" | "size" | "sizeLimit">[],
): MeshWasmError | undefined {
  const large = built.filter(({ size, sizeLimit }) => sizeLimit !== null && size > sizeLimit);
  if (large.length === 0) return undefined;
  const [message = "", ...details] = large.map(
    ({ filter, size, sizeLimit }) => `${filter} has ${formatSize(size)}, its limit is ${formatSize(sizeLimit ?? 0)}`,
  );
  return new MeshWasmError("MW1006", message, { details });
}
