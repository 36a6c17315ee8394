import type { Service, SigningConfig } from "@sigstore/protobuf-specs";
import { MeshWasmError } from "../../core/index.ts";
import { decodeJson } from "../decode-json.ts";

/** Which authorities and logs are asked for a signature, by their URLs. */
export interface SigningServices {
  readonly fulcio: string;
  readonly rekor: { readonly url: string; readonly version: number };
  readonly timestamps: string | undefined;
}

/** The newest version of each interface that is spoken here. */
const newest = { fulcio: 1, rekor: 2, timestamps: 1 };

/**
 * Reads a signing configuration: JSON in the form of sigstore's protobuf-specs, as `cosign signing-config create` writes it. Of
 * several services the newest one that is in use is taken.
 *
 * @param name What messages call it.
 * @param now For what is in use.
 * @throws MeshWasmError MW0813
 */
export async function readSigningConfig(bytes: Uint8Array, name: string, now = new Date()): Promise<SigningServices> {
  const broken = (why: string, cause?: unknown): MeshWasmError =>
    new MeshWasmError("MW0813", `${name} is no signing configuration`, { details: [why], cause });
  const json = decodeJson(bytes, broken);
  const { SigningConfig: Form } = await import("@sigstore/protobuf-specs");
  let config: SigningConfig;
  try {
    config = Form.fromJSON(json);
  } catch (error) {
    throw broken((error as Error).message, error);
  }
  const fulcio = choose(config.caUrls, newest.fulcio, now);
  const rekor = choose(config.rekorTlogUrls, newest.rekor, now);
  if (!fulcio) throw broken("it names no certificate authority that can be asked now");
  if (!rekor) throw broken("it names no transparency log that can be asked now");
  return {
    fulcio: fulcio.url,
    rekor: { url: rekor.url, version: rekor.majorApiVersion },
    timestamps: choose(config.tsaUrls, newest.timestamps, now)?.url,
  };
}

function choose(services: readonly Service[], version: number, now: Date): Service | undefined {
  const begin = ({ validFor }: Service): number => validFor?.start?.getTime() ?? 0;
  return services
    .filter(({ majorApiVersion }) => majorApiVersion <= version)
    .filter((service) => begin(service) <= now.getTime() && (service.validFor?.end ?? now) >= now)
    .sort((one, other) => other.majorApiVersion - one.majorApiVersion || begin(other) - begin(one))[0];
}
