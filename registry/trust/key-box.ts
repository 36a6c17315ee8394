import { type BinaryLike, randomBytes, type ScryptOptions, scrypt } from "node:crypto";
import { promisify } from "node:util";
import { secretbox } from "@noble/ciphers/salsa.js";
import * as v from "valibot";
import { MeshWasmError } from "../../core/index.ts";
import { base64 } from "./base64.ts";

const derive = promisify<BinaryLike, BinaryLike, number, ScryptOptions, Buffer>(scrypt);
const keyBytes = 32;
const saltBytes = 32;
const nonceBytes = 24;
/** What cosign takes of N, the cost; more of it would let a file eat up the memory. */
const costs = [2 ** 15, 2 ** 16, 2 ** 17];
const ownCost = 2 ** 16;
const mostMemory = 512 << 20;

const boxForm = v.object({
  kdf: v.object({
    name: v.literal("scrypt"),
    params: v.object({ N: v.picklist(costs), r: v.literal(8), p: v.literal(1) }),
    salt: base64,
  }),
  cipher: v.object({
    name: v.literal("nacl/secretbox"),
    nonce: v.pipe(
      base64,
      v.check((nonce) => nonce.length === nonceBytes, `a nonce has ${nonceBytes} bytes`),
    ),
  }),
  ciphertext: base64,
});

/**
 * Opens what cosign has encrypted with a password: JSON with scrypt's parameters, and a box of NaCl.
 *
 * @param name What it is, for the message.
 * @throws MeshWasmError MW0808 for another format, MW0809 for another password
 */
export async function openKeyBox(bytes: Uint8Array, password: string, name: string): Promise<Uint8Array> {
  const { kdf, cipher, ciphertext } = parseBox(bytes, name);
  const key = await derive(password, kdf.salt, keyBytes, optionsOf(kdf.params.N));
  try {
    return secretbox(key, cipher.nonce).open(ciphertext);
  } catch (error) {
    throw new MeshWasmError("MW0809", `the password does not open ${name}`, { cause: error });
  }
}

/**
 * Encrypts with a password, in the way that {@link openKeyBox} and cosign open.
 *
 * @example
 * const box = await sealKeyBox(key.export({ format: "der", type: "pkcs8" }), "correct horse");
 */
export async function sealKeyBox(bytes: Uint8Array, password: string): Promise<Uint8Array> {
  const salt = randomBytes(saltBytes);
  const nonce = randomBytes(nonceBytes);
  const key = await derive(password, salt, keyBytes, optionsOf(ownCost));
  const box = {
    kdf: { name: "scrypt", params: { N: ownCost, r: 8, p: 1 }, salt: salt.toString("base64") },
    cipher: { name: "nacl/secretbox", nonce: nonce.toString("base64") },
    ciphertext: Buffer.from(secretbox(key, nonce).seal(bytes)).toString("base64"),
  };
  return new TextEncoder().encode(JSON.stringify(box));
}

function optionsOf(cost: number): ScryptOptions {
  return { N: cost, r: 8, p: 1, maxmem: mostMemory };
}

function parseBox(bytes: Uint8Array, name: string): v.InferOutput<typeof boxForm> {
  const result = v.safeParse(boxForm, jsonIn(bytes));
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new MeshWasmError("MW0808", `${name} is not encrypted in a way that is known here`, {
    details: [`${v.getDotPath(issue) ?? "it"}: ${issue.message}`],
  });
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
