import type { SignedBy, Trust } from "./trust.ts";

/** A bundle, and who has made it. */
export interface SignedBundle {
  readonly bundle: Uint8Array;
  readonly by: SignedBy;
}

/** Somebody who signs in-toto statements: with a key, or with a certificate that is made for one signature. */
export interface Signer {
  /** Finds what the signer has signed before; undefined where that cannot be known. */
  readonly own: Trust | undefined;
  sign(statement: Uint8Array): Promise<SignedBundle>;
}
