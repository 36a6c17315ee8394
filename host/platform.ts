import type { DnsAnswer } from "./dns/dns-answer.ts";

/** The hash functions of signatures. */
export const hashFunctions = ["sha1", "sha224", "sha256", "sha384", "sha512"] as const;
export type HashFunction = (typeof hashFunctions)[number];

/** How a private key is written down: PKCS#8, which is for all keys, or the forms of RSA and of elliptic curves alone. */
export type PrivateKeyForm = "pkcs8" | "pkcs1" | "sec1";

export interface SignatureCheck {
  hash: HashFunction;
  /** A public key as X.509 has it (SubjectPublicKeyInfo), in DER. */
  publicKey: Uint8Array;
  /** Of an elliptic curve in DER. */
  signature: Uint8Array;
  text: Uint8Array;
}

export interface SigningRequest {
  hash: HashFunction;
  /** In DER. */
  privateKey: Uint8Array;
  form: PrivateKeyForm;
  text: Uint8Array;
}

/**
 * Why there is no signature. `unknown key`: the key cannot be read, or is of a kind that BoringSSL does not read.
 * `no signing key`: a key that signs without a hash, or no more. `failed`: the key is too short for the hash.
 */
export type SigningFailure = "unknown key" | "no signing key" | "failed";

/**
 * What the host needs that Node has and browsers have not, or not without waiting. In package.json, `#host-platform` names the
 * one for each: host/node/platform.ts and host/browser/platform.ts.
 *
 * Keys are those that Envoy takes: RSA (PKCS#1 v1.5), and ECDSA on P-224, P-256, P-384 and P-521.
 */
export interface HostPlatform {
  /** Whether a signature is right; `undefined` where the key is none of those. */
  verifySignature(check: SignatureCheck): boolean | undefined;
  sign(request: SigningRequest): Uint8Array | SigningFailure;
  /** Addresses of a host name, of one version; there is no such function where nobody can look one up. */
  resolveHost?(name: string, version: 4 | 6): Promise<DnsAnswer>;
}
