import type { SigningConfig } from "@sigstore/protobuf-specs";
import { MeshWasmError } from "../../core/index.ts";
import { decodeJson } from "../decode-json.ts";

/** Which authorities and logs are asked for a signature. */
export type SigningServices = SigningConfig;

/** Services of an own instance. */
export interface ServiceUrls {
  readonly fulcio: string;
  /** Of Rekor in its first version; a signing configuration can name one of the second. */
  readonly rekor: string;
  readonly timestamps: string | undefined;
}

/** The services at some URLs. */
export async function servicesAt({ fulcio, rekor, timestamps }: ServiceUrls): Promise<SigningServices> {
  const { SigningConfig } = await import("@sigstore/protobuf-specs");
  const service = (url: string): object => ({ url: url.replace(/\/+$/, ""), majorApiVersion: 1, validFor: {} });
  return SigningConfig.fromJSON({
    caUrls: [service(fulcio)],
    rekorTlogUrls: [service(rekor)],
    rekorTlogConfig: { selector: "ANY" },
    ...(timestamps !== undefined && { tsaUrls: [service(timestamps)], tsaConfig: { selector: "ANY" } }),
  });
}

/**
 * Reads a signing configuration: JSON in the form of sigstore's protobuf-specs, as `cosign signing-config create` writes it.
 *
 * @param name What messages call it.
 * @throws MeshWasmError MW0813
 */
export async function readSigningConfig(bytes: Uint8Array, name: string): Promise<SigningServices> {
  const broken = (why: string, cause?: unknown): MeshWasmError =>
    new MeshWasmError("MW0813", `${name} is no signing configuration`, { details: [why], cause });
  const json = decodeJson(bytes, broken);
  const { SigningConfig } = await import("@sigstore/protobuf-specs");
  let config: SigningServices;
  try {
    config = SigningConfig.fromJSON(json);
  } catch (error) {
    throw broken((error as Error).message, error);
  }
  if (config.caUrls.length === 0) throw broken("it names no certificate authority");
  if (config.rekorTlogUrls.length === 0) throw broken("it names no transparency log");
  return config;
}
