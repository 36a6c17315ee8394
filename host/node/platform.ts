import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import type { HostPlatform, SignatureCheck, SigningFailure, SigningRequest } from "../platform.ts";
import { resolveHost } from "./resolve-host.ts";

/** The host's platform in Node. */
export const platform: HostPlatform = { verifySignature, sign: signWith, resolveHost };

/** OpenSSL's names of the curves that BoringSSL has. */
const curves = new Set(["secp224r1", "prime256v1", "secp384r1", "secp521r1"]);

function verifySignature({ hash, publicKey, signature, text }: SignatureCheck): boolean | undefined {
  const key = keyOf(() => createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" }));
  if (!key || !isUsable(key)) return undefined;
  return verify(hash, text, key, signature);
}

function signWith({ hash, privateKey, form, text }: SigningRequest): Uint8Array | SigningFailure {
  const key = keyOf(() => createPrivateKey({ key: Buffer.from(privateKey), format: "der", type: form }));
  if (!key) return "unknown key";
  if (key.asymmetricKeyType === "ed25519" || key.asymmetricKeyType === "dsa") return "no signing key";
  if (!isUsable(key)) return "unknown key";
  try {
    return new Uint8Array(sign(hash, text, key));
  } catch {
    return "failed";
  }
}

function keyOf(create: () => KeyObject): KeyObject | undefined {
  try {
    return create();
  } catch {
    return undefined;
  }
}

function isUsable(key: KeyObject): boolean {
  if (key.asymmetricKeyType === "ec") return curves.has(key.asymmetricKeyDetails?.namedCurve ?? "");
  return key.asymmetricKeyType === "rsa";
}
