import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { MeshWasmError } from "../../core/index.ts";
import { parsePem } from "./pem.ts";

/** A key that signatures are checked with. */
export interface PublicKey {
  /** As a user knows it: the path of its file. */
  readonly name: string;
  /** SHA-256 of the key in DER (SubjectPublicKeyInfo), in hexadecimal digits: the same key has the same one in every tool. */
  readonly id: string;
  /** How bundles name it: the same hash in base64. */
  readonly hint: string;
  readonly key: KeyObject;
}

/**
 * Reads a public key in PEM, as cosign and openssl write it.
 *
 * @param name What messages call it.
 * @throws MeshWasmError MW0808 for anything else, and for another kind than ECDSA P-256
 * @example
 * const key = readPublicKey(await readFile("cosign.pub", "utf8"), "cosign.pub");
 */
export function readPublicKey(pem: string, name: string): PublicKey {
  const block = parsePem(pem);
  if (block?.label !== "PUBLIC KEY") {
    const hint = block?.label.endsWith("PRIVATE KEY")
      ? "give the public key; the private one stays with whoever signs"
      : undefined;
    throw unusable(name, `is ${kindOf(block?.label)}, and a public key is needed`, hint);
  }
  return publicKeyOf(parseKey(block.bytes, name), name);
}

/**
 * The public key to a private one.
 *
 * @throws MeshWasmError MW0808 for another kind than ECDSA P-256
 */
export function publicKeyOf(key: KeyObject, name: string): PublicKey {
  checkKind(key, name);
  const publicKey = key.type === "private" ? createPublicKey(key) : key;
  const hash = createHash("sha256").update(publicKey.export({ format: "der", type: "spki" }));
  const bytes = hash.digest();
  return { name, id: bytes.toString("hex"), hint: bytes.toString("base64"), key: publicKey };
}

/** What a file holds, by the name of its block. */
export function kindOf(label: string | undefined): string {
  return label === undefined ? "not in PEM" : `"${label}" in PEM`;
}

/** An error about a key; the catalogue's hint where none is given. */
export function unusable(name: string, why: string, hint?: string, cause?: unknown): MeshWasmError {
  return new MeshWasmError("MW0808", `${name} ${why}`, { ...(hint !== undefined && { hint }), cause });
}

function parseKey(der: Uint8Array, name: string): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(der), format: "der", type: "spki" });
  } catch (error) {
    throw unusable(name, "is damaged: it holds no public key", undefined, error);
  }
}

/** Others are left out: of Ed25519 cosign has two forms that do not know each other, and RSA is for what is there already. */
function checkKind({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject, name: string): void {
  if (asymmetricKeyType === "ec" && asymmetricKeyDetails?.namedCurve === "prime256v1") return;
  const curve = asymmetricKeyDetails?.namedCurve ?? "";
  throw unusable(name, `is a key of the kind ${`${asymmetricKeyType} ${curve}`.trim()}, and ECDSA P-256 is needed`);
}
