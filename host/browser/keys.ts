import type { PrivateKeyForm } from "../platform.ts";
import { contentOf, DerError, DerTag, type DerValue, firstDer, hexOf, integerOf, numberOf, readDer } from "./der.ts";

/** The curves that keys may be on. */
export type CurveName = "P-224" | "P-256" | "P-384" | "P-521";

export interface RsaPublicKey {
  kind: "rsa";
  modulus: bigint;
  exponent: bigint;
}

export interface EcPublicKey {
  kind: "ec";
  curve: CurveName;
  point: Uint8Array;
}

export interface RsaPrivateKey extends RsaPublicKey {
  primes: [p: bigint, q: bigint];
  exponents: [dp: bigint, dq: bigint];
  /** The inverse of q modulo p. */
  coefficient: bigint;
}

export interface EcPrivateKey {
  kind: "ec";
  curve: CurveName;
  secret: bigint;
}

const rsa = "2a864886f70d010101";
const ec = "2a8648ce3d0201";
/** Kinds that BoringSSL reads, but that sign in no way that Envoy asks for: Ed25519 and DSA. */
const otherKinds = ["2b6570", "2a8648ce380401"];
const curves: Record<string, CurveName> = {
  "2b81040021": "P-224",
  "2a8648ce3d030107": "P-256",
  "2b81040022": "P-384",
  "2b81040023": "P-521",
};

/** A public key in the form of X.509 (SubjectPublicKeyInfo); `undefined` for anything else. */
export function readPublicKey(der: Uint8Array): RsaPublicKey | EcPublicKey | undefined {
  return attempt(() => {
    const [algorithm, bits] = readDer(contentOf(firstDer(der), DerTag.Sequence));
    const { kind, parameters } = algorithmOf(algorithm);
    // The first byte says how many bits at the end do not count: none
    const key = contentOf(bits, DerTag.BitString).subarray(1);
    if (kind === ec) return { kind: "ec", curve: curveOf(parameters), point: key };
    if (kind !== rsa) return undefined;
    const [modulus, exponent] = readDer(contentOf(firstDer(key), DerTag.Sequence));
    return { kind: "rsa", modulus: integerOf(modulus), exponent: integerOf(exponent) };
  });
}

/** A private key; `other` where its kind is known, but of no use here. */
export function readPrivateKey(
  der: Uint8Array,
  form: PrivateKeyForm,
): RsaPrivateKey | EcPrivateKey | "other" | undefined {
  return attempt(() => {
    if (form === "pkcs1") return rsaPrivateKey(der);
    if (form === "sec1") return ecPrivateKey(der, undefined);
    const [, algorithm, key] = readDer(contentOf(firstDer(der), DerTag.Sequence));
    const { kind, parameters } = algorithmOf(algorithm);
    if (otherKinds.includes(kind)) return "other";
    const content = contentOf(key, DerTag.OctetString);
    if (kind === ec) return ecPrivateKey(content, parameters);
    return kind === rsa ? rsaPrivateKey(content) : undefined;
  });
}

function rsaPrivateKey(der: Uint8Array): RsaPrivateKey {
  const [, modulus, exponent, , p, q, dp, dq, coefficient] = readDer(contentOf(firstDer(der), DerTag.Sequence));
  return {
    kind: "rsa",
    modulus: integerOf(modulus),
    exponent: integerOf(exponent),
    primes: [integerOf(p), integerOf(q)],
    exponents: [integerOf(dp), integerOf(dq)],
    coefficient: integerOf(coefficient),
  };
}

function ecPrivateKey(der: Uint8Array, parameters: DerValue | undefined): EcPrivateKey {
  const [, secret, ...more] = readDer(contentOf(firstDer(der), DerTag.Sequence));
  const inside = more.find(({ tag }) => tag === DerTag.First);
  const curve = curveOf(parameters ?? (inside && firstDer(inside.content)));
  return { kind: "ec", curve, secret: numberOf(contentOf(secret, DerTag.OctetString)) };
}

function algorithmOf(value: DerValue | undefined): { kind: string; parameters: DerValue | undefined } {
  const [kind, parameters] = readDer(contentOf(value, DerTag.Sequence));
  return { kind: hexOf(contentOf(kind, DerTag.ObjectId)), parameters };
}

function curveOf(parameters: DerValue | undefined): CurveName {
  const curve = curves[hexOf(contentOf(parameters, DerTag.ObjectId))];
  if (!curve) throw new DerError("curve");
  return curve;
}

function attempt<Key>(read: () => Key): Key | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}
