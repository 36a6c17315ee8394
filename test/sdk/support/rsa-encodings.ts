import { createHash } from "node:crypto";
import { toBytes, toNumber } from "./rsa-numbers.ts";

/** Node's names of the hash algorithms, in the order of the SDK's `HashAlgorithm`. */
export const hashes = ["sha224", "sha256", "sha384", "sha512"] as const;
export type HashName = (typeof hashes)[number];

export function hashOf(hash: string, ...data: Uint8Array[]): Buffer {
  const made = createHash(hash);
  for (const part of data) made.update(part);
  return made.digest();
}

/** An element of DER, or of BER when its length is written with more bytes than it needs. */
export function element(tag: number, content: Uint8Array | Uint8Array[], lengthBytes?: number): Buffer {
  const bytes = Array.isArray(content) ? Buffer.concat(content) : Buffer.from(content);
  const least = bytes.length < 0x80 ? 0 : Math.ceil(bytes.length.toString(16).length / 2);
  const size = lengthBytes ?? least;
  const length = size === 0 ? [bytes.length] : [0x80 | size, ...toBytes(BigInt(bytes.length), size)];
  return Buffer.concat([Buffer.from([tag, ...length]), bytes]);
}

/** The object identifiers of hash algorithms (RFC 8017, appendix B.1). */
export const hashOids: Record<string, Buffer> = {
  sha1: Buffer.from("06052b0e03021a", "hex"),
  sha224: Buffer.from("0609608648016503040204", "hex"),
  sha256: Buffer.from("0609608648016503040201", "hex"),
  sha384: Buffer.from("0609608648016503040202", "hex"),
  sha512: Buffer.from("0609608648016503040203", "hex"),
};

/** The DigestInfo of a text, as PKCS #1 has it. */
export function digestInfo(hash: string, text: Uint8Array): Buffer {
  const identifier = element(0x30, [hashOids[hash] ?? Buffer.alloc(0), element(0x05, [])]);
  return element(0x30, [identifier, element(0x04, hashOf(hash, text))]);
}

/** 00 01 FF … FF 00 and the content (EMSA-PKCS1-v1_5), in so many bytes. */
export function pkcs1Block(content: Uint8Array, length: number): Buffer {
  const padding = Buffer.alloc(length - content.length - 3, 0xff);
  return Buffer.concat([Buffer.from([0, 1]), padding, Buffer.from([0]), content]);
}

/** What an encoding of PSS is made of, to make wrong ones. */
export interface PssParts {
  hash: HashName;
  salt: Uint8Array;
  /** Hash of the mask. */
  maskHash?: string;
  /** The zeros and the 01 before the salt. */
  padding?: (length: number) => Uint8Array;
  trailer?: number;
  /** The eight bytes before the digest in what is hashed. */
  prefix?: Uint8Array;
}

/** The encoding of a text for a modulus of so many bits (EMSA-PSS, RFC 8017, section 9.1.1), in as many bytes as the modulus. */
export function pssBlock(text: Uint8Array, modulusBits: number, parts: PssParts): Buffer {
  const { hash, salt, maskHash = hash, padding = zerosAndOne, trailer = 0xbc, prefix = Buffer.alloc(8) } = parts;
  const bits = modulusBits - 1;
  const length = Math.ceil(bits / 8);
  const code = hashOf(hash, prefix, hashOf(hash, text), salt);
  const block = Buffer.concat([padding(length - code.length - salt.length - 1), salt]);
  const masked = toNumber(block) ^ toNumber(mask(maskHash, code, block.length));
  const top = (1n << BigInt(bits - 8 * (length - block.length))) - 1n;
  const encoding = Buffer.concat([toBytes(masked & top, block.length), code, Buffer.from([trailer])]);
  return Buffer.concat([Buffer.alloc(Math.ceil(modulusBits / 8) - length), encoding]);
}

function zerosAndOne(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes[length - 1] = 1;
  return bytes;
}

/** MGF1 (RFC 8017, appendix B.2.1). */
function mask(hash: string, seed: Uint8Array, length: number): Buffer {
  const parts: Buffer[] = [];
  for (let counter = 0n; Buffer.concat(parts).length < length; ++counter) {
    parts.push(hashOf(hash, seed, toBytes(counter, 4)));
  }
  return Buffer.concat(parts).subarray(0, length);
}
