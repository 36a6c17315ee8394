import { buildProbe } from "./build-probe.ts";
import { type HashName, hashes } from "./rsa-encodings.ts";
import type { RsaKey } from "./rsa-keys.ts";
import { type RunningProbe, runProbe } from "./run-probe.ts";

/** The probe `rsa`, which keeps one key. */
export interface RsaProbe {
  readonly probe: RunningProbe;
  /** Keeps a key; its bits, or 0 when it is refused. */
  use(key: Pick<RsaKey, "n" | "e">): number;
  /** Whether the kept key finds a signature of a text valid. */
  verifyPkcs1(hash: HashName, signature: Uint8Array, text?: Uint8Array): boolean;
  /** The same for PSS; the salt's length is left out when it is not given. */
  verifyPss(hash: HashName, signature: Uint8Array, saltLength?: number, text?: Uint8Array): boolean;
}

/** What is signed where it does not matter what. */
export const signedText = Buffer.from("eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9");

export const saltOfHashLength = -1;
export const anySalt = -2;
/** Has the probe leave the argument out. */
const noSaltLength = -9;

export async function runRsaProbe(): Promise<RsaProbe> {
  const probe = await runProbe(await buildProbe("rsa"));

  function verify(name: string, hash: HashName, signature: Uint8Array, text: Uint8Array, ...more: number[]): boolean {
    return probe.give(name, Buffer.concat([signature, text]), hashes.indexOf(hash), signature.length, ...more) === 1;
  }

  return {
    probe,
    use: ({ n, e }) => probe.give("useComponents", Buffer.concat([n, e]), n.length),
    verifyPkcs1: (hash, signature, text = signedText) => verify("verifyPkcs1v15", hash, signature, text),
    verifyPss: (hash, signature, saltLength = noSaltLength, text = signedText) =>
      verify("verifyPss", hash, signature, text, saltLength),
  };
}

/** Bytes with some bits of one byte changed. */
export function flip(bytes: Uint8Array, at: number, bits: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ bits;
  return changed;
}
