import type { Digest } from "../digest.ts";
import type { ImageStore } from "../image-store.ts";
import type { Descriptor } from "../manifest.ts";
import { attachBundle } from "./attach-bundle.ts";
import { findBundles } from "./find-bundles.ts";
import { type Attestation, judgeAttestations } from "./judge-attestations.ts";
import type { Signer } from "./signer.ts";
import { encodeStatement } from "./statement.ts";

/**
 * Attaches a signed statement about an image, as `cosign attest` does. What the same key has said already is not said again.
 *
 * @param predicateType What kind of thing is said: `https://cyclonedx.org/bom`, `https://slsa.dev/provenance/v1`.
 * @returns the digest of the manifest that holds it
 * @throws MeshWasmError as the signer does, and as registries do
 * @example
 * await attestImage(repository, descriptor, "https://spdx.dev/Document", JSON.parse(spdx), keySigner(key, "cosign.key"));
 */
export async function attestImage(
  store: ImageStore,
  image: Descriptor,
  predicateType: string,
  predicate: unknown,
  signer: Signer,
): Promise<Digest> {
  const before = await saidBefore(store, image, predicateType, predicate, signer);
  if (before) return before.digest;
  const { bundle } = await signer.sign(encodeStatement(image.digest, predicateType, predicate));
  return attachBundle(store, image, bundle, predicateType);
}

async function saidBefore(
  store: ImageStore,
  image: Descriptor,
  predicateType: string,
  predicate: unknown,
  { own }: Signer,
): Promise<Attestation | undefined> {
  if (!own) return undefined;
  const said = JSON.stringify(predicate);
  const { valid } = await judgeAttestations(store, image.digest, own, await findBundles(store, image.digest));
  return valid.find((each) => each.predicateType === predicateType && JSON.stringify(each.predicate) === said);
}
