import type { TrustMaterial } from "@sigstore/verify";
import { MeshWasmError } from "../../core/index.ts";
import { decodeJson } from "../decode-json.ts";

/** Which authorities and logs are believed, and when. */
export type TrustedRoot = TrustMaterial;

/**
 * Reads a trusted root: JSON in the form of sigstore's protobuf-specs, as `cosign trusted-root create` writes it.
 *
 * @param name What messages call it.
 * @throws MeshWasmError MW0813
 * @example
 * const root = await readTrustedRoot(await readFile("trusted_root.json"), "trusted_root.json");
 */
export async function readTrustedRoot(bytes: Uint8Array, name: string): Promise<TrustedRoot> {
  const broken = (why: string, cause?: unknown): MeshWasmError =>
    new MeshWasmError("MW0813", `${name} is no trusted root`, { details: [why], cause });
  const json = decodeJson(bytes, broken);
  const root = await parseRoot(json, broken);
  if (root.certificateAuthorities.length === 0) throw broken("it names no certificate authority");
  if (root.tlogs.length === 0) throw broken("it names no transparency log");
  return root;
}

async function parseRoot(json: unknown, broken: (why: string, cause: unknown) => MeshWasmError): Promise<TrustedRoot> {
  const [{ TrustedRoot: Form }, { toTrustMaterial }] = await Promise.all([
    import("@sigstore/protobuf-specs"),
    import("@sigstore/verify"),
  ]);
  try {
    return toTrustMaterial(Form.fromJSON(json));
  } catch (error) {
    throw broken((error as Error).message, error);
  }
}
