import { type Context, MeshWasmError } from "../core/index.ts";
import { chosenVersion } from "./envoy-cache.ts";
import { normalizeVersion } from "./envoy-version.ts";

/** A version that only some binaries satisfy, and who wants it. */
export interface WantedVersion {
  /** A minor version (`1.38`) or a full one (`1.38.2`). */
  version: string;
  /** `asked`: by the caller. `ENVOY_VERSION`: by the environment. `use`: recorded by `mesh-wasm envoy use`. */
  by: "asked" | "ENVOY_VERSION" | "use";
}

/**
 * The version to look for: the one asked for, else `ENVOY_VERSION` (as func-e has it), else the one that `mesh-wasm envoy
 * use` has recorded, else `undefined`: any.
 *
 * @throws MeshWasmError MW0503 when the text is no version.
 */
export async function wantedVersion(ctx: Context, asked: string | undefined): Promise<WantedVersion | undefined> {
  if (asked !== undefined) return { version: parse(asked), by: "asked" };
  const fromEnv = ctx.env["ENVOY_VERSION"];
  if (fromEnv) return { version: parse(fromEnv, "ENVOY_VERSION: "), by: "ENVOY_VERSION" };
  const version = await chosenVersion(ctx);
  return version === undefined ? undefined : { version, by: "use" };
}

function parse(text: string, where = ""): string {
  const version = normalizeVersion(text);
  if (version !== undefined) return version;
  throw new MeshWasmError("MW0503", `${where}"${text}" is not a version of Envoy`, {
    hint: "write a minor version such as 1.38, or a full one such as 1.38.2",
  });
}
