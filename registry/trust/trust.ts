import type { Bundle } from "./bundle.ts";
import type { PublicKey } from "./public-key.ts";

/** Somebody whose identity a certificate says. */
export interface Identity {
  /** What the certificate was given to: an address, or the place of a workflow. */
  readonly identity: string;
  /** Who has vouched for it: the URL of an OpenID Connect provider. */
  readonly issuer: string;
}

/** Who made a signature. */
export type SignedBy =
  | { readonly kind: "key"; readonly key: PublicKey }
  | ({
      readonly kind: "identity";
      /** Of the signature in the transparency log. */
      readonly logIndex: string;
    } & Identity);

/** Whose signatures count. */
export interface Trust {
  /** Whose, for messages: `cosign.pub or old.pub`. */
  readonly names: string;
  /**
   * Says who has made a bundle.
   *
   * @param name What messages call the bundle.
   * @throws MeshWasmError MW0802 for somebody else, MW0803 for one that was changed, and others for a certificate and its proofs
   */
  judge(bundle: Bundle, name: string): SignedBy | Promise<SignedBy>;
}
