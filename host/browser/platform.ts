import { sha1 } from "@noble/hashes/legacy.js";
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import type { HostPlatform, SignatureCheck, SigningFailure, SigningRequest } from "../platform.ts";
import { curves } from "./curves.ts";
import { type EcPrivateKey, type EcPublicKey, readPrivateKey, readPublicKey } from "./keys.ts";
import { signRsa, verifyRsa } from "./rsa.ts";

/** The host's platform in a browser, where Web Crypto makes one wait and knows neither SHA-224 nor DER signatures, and nothing looks host names up. */
export const platform: HostPlatform = { verifySignature, sign };

const hashes = { sha1, sha224, sha256, sha384, sha512 };

/** Signatures are in DER, the hash is made already, and either of the two signatures of a hash will do. */
const options = { format: "der", prehash: false, lowS: false } as const;

function verifySignature({ hash, publicKey, signature, text }: SignatureCheck): boolean | undefined {
  const key = readPublicKey(publicKey);
  if (!key) return undefined;
  const digest = hashes[hash](text);
  return key.kind === "rsa" ? verifyRsa(key, hash, digest, signature) : verifyEc(key, digest, signature);
}

function verifyEc({ curve, point }: EcPublicKey, digest: Uint8Array, signature: Uint8Array): boolean | undefined {
  const { verify, utils } = curves[curve];
  if (!utils.isValidPublicKey(point)) return undefined;
  try {
    return verify(signature, digest, point, options);
  } catch {
    // What is no signature in DER
    return false;
  }
}

function sign({ hash, privateKey, form, text }: SigningRequest): Uint8Array | SigningFailure {
  const key = readPrivateKey(privateKey, form);
  if (!key) return "unknown key";
  if (key === "other") return "no signing key";
  const digest = hashes[hash](text);
  return key.kind === "rsa" ? (signRsa(key, hash, digest) ?? "failed") : signEc(key, digest);
}

function signEc({ curve, secret }: EcPrivateKey, digest: Uint8Array): Uint8Array | SigningFailure {
  const { sign, utils, lengths } = curves[curve];
  const size = (lengths.secretKey ?? 0) * 2;
  const bytes = secret.toString(16).padStart(size, "0").match(/../g) ?? [];
  const secretKey = Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16));
  return utils.isValidSecretKey(secretKey) ? sign(digest, secretKey, options) : "unknown key";
}
