import { Bytes, decodeUtf8 } from "mesh-wasm/assembly";
import { HashAlgorithm } from "mesh-wasm/assembly/crypto/hash-algorithm";
import { MontgomeryModulus } from "mesh-wasm/assembly/crypto/montgomery-modulus";
import { RsaPublicKey } from "mesh-wasm/assembly/crypto/rsa-public-key";
import { input, putBytes } from "./io";

export { inputAt, outputAt, outputSize } from "./io";

let key: RsaPublicKey | null = null;
let modulus: MontgomeryModulus | null = null;

/** Each of these keeps a key and returns its bits; 0 when there is none. */
export function useSpki(): i32 {
  return use(RsaPublicKey.fromSpki(input));
}

export function usePkcs1(): i32 {
  return use(RsaPublicKey.fromPkcs1(input));
}

export function usePem(): i32 {
  return use(RsaPublicKey.fromPem(decodeUtf8(input)));
}

/** The modulus is the first bytes of the input, the exponent the rest. */
export function useComponents(modulusSize: i32): i32 {
  return use(RsaPublicKey.fromComponents(input.slice<Bytes>(0, modulusSize), input.slice<Bytes>(modulusSize)));
}

function use(made: RsaPublicKey | null): i32 {
  key = made;
  return made ? made.bits : 0;
}

/** Whether the kept key finds a signature valid: the first bytes of the input; the text is the rest. */
export function verifyPkcs1v15(hash: HashAlgorithm, signatureSize: i32): bool {
  const used = key;
  const signature = input.slice<Bytes>(0, signatureSize);
  return used !== null && used.verifyPkcs1v15(hash, input.slice<Bytes>(signatureSize), signature);
}

/** Like `verifyPkcs1v15`, with the salt's length; without it when it is -9. */
export function verifyPss(hash: HashAlgorithm, signatureSize: i32, saltLength: i32): bool {
  const used = key;
  if (!used) return false;
  const signature = input.slice<Bytes>(0, signatureSize);
  const text = input.slice<Bytes>(signatureSize);
  if (saltLength == -9) return used.verifyPss(hash, text, signature);
  return used.verifyPss(hash, text, signature, saltLength);
}

/** Keeps a modulus. */
export function useModulus(): i32 {
  const made = new MontgomeryModulus(input);
  modulus = made;
  return made.bits;
}

/** The power of the input modulo the kept modulus. */
export function power(exponent: u64): bool {
  const used = modulus;
  const result = used ? used.power(input, exponent) : null;
  putBytes(result ? result : new StaticArray<u8>(0));
  return result !== null;
}
