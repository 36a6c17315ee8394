import { parseBundle } from "./bundle.ts";
import type { SignedBy, Trust } from "./trust.ts";

/** A bundle of somebody who is trusted. */
export interface OpenedBundle {
  /** An in-toto statement. */
  readonly payload: Uint8Array;
  readonly by: SignedBy;
}

/**
 * The payload of a bundle, once it is known whose it is: nothing in it is looked at before.
 *
 * @param name What messages call the bundle: `signature sha256:…`.
 * @throws MeshWasmError MW0805 for what is no bundle, and as {@link Trust} does
 */
export async function openBundle(bytes: Uint8Array, trust: Trust, name: string): Promise<OpenedBundle> {
  const bundle = parseBundle(bytes, name);
  const by = await trust.judge(bundle, name);
  return { payload: bundle.payload, by };
}
