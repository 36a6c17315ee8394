// What is checked: for each algorithm a key, a text and signatures, made by Node.
import {
  constants,
  createHash,
  createHmac,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  type SignKeyObjectInput,
  sign,
} from "node:crypto";

/** A way of checking signatures; `rust` and `sdk` do it in the module, the others have Envoy do it. */
export type Way = "foreign" | "native" | "sdk" | "rust";

/** An algorithm, and what is checked with it. */
export interface Algorithm {
  name: string;
  /** Name of its filters' sources. */
  source: string;
  ways: readonly Way[];
  /** The public key as DER (SubjectPublicKeyInfo), or the secret. */
  key: Buffer;
  text: string;
  /** The first is valid, the others are not. */
  signatures: readonly Buffer[];
  /** The same as Envoy's foreign function takes them, where that is another form. */
  derSignatures?: readonly Buffer[];
}

const everyWay: readonly Way[] = ["foreign", "native", "sdk", "rust"];
/** Of what Envoy's foreign function does not know. */
const inModule: readonly Way[] = ["sdk", "rust"];

/** The signed part of a token of common size. */
const header = { alg: "RS256", typ: "JWT", kid: "2026-03-signing-key" };
const claims = {
  iss: "https://login.shop.example/",
  sub: "user-1837-ana",
  aud: ["orders", "cart"],
  iat: 1773500966,
  exp: 1773504566,
  scope: "openid profile email orders:read orders:write",
  tenant: "6f1c9b1e-61a5-4f39-a1f9-0f7c6d2a5b11",
};
const token = `${base64Url(JSON.stringify(header))}.${base64Url(JSON.stringify(claims))}`;

/** All algorithms with new keys. */
export function algorithms(): Algorithm[] {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const ed25519 = generateKeyPairSync("ed25519");
  const secret = randomBytes(32);
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  const es256 = signedTexts((text) => sign("sha256", text, { key: ec.privateKey, dsaEncoding: "ieee-p1363" }));

  function rsaSignatures(options: Partial<SignKeyObjectInput>): Buffer[] {
    return signedTexts((text) => sign("sha256", text, { key: rsa.privateKey, ...options }));
  }

  return [
    {
      name: "RS256",
      source: "rs256",
      ways: everyWay,
      key: der(rsa.publicKey),
      text: token,
      signatures: rsaSignatures({}),
    },
    {
      name: "ES256",
      source: "es256",
      ways: everyWay,
      key: der(ec.publicKey),
      text: token,
      signatures: es256,
      derSignatures: es256.map(ecdsaDer),
    },
    {
      name: "Ed25519",
      source: "ed25519",
      ways: inModule,
      key: der(ed25519.publicKey),
      text: token,
      signatures: signedTexts((text) => sign(null, text, ed25519.privateKey)),
    },
    {
      name: "PS256",
      source: "ps256",
      ways: inModule,
      key: der(rsa.publicKey),
      text: token,
      signatures: rsaSignatures(pss),
    },
    {
      name: "HS256",
      source: "hs256",
      ways: inModule,
      key: secret,
      text: token,
      signatures: signedTexts((text) => createHmac("sha256", secret).update(text).digest()),
    },
    sha256Of64KiB(),
  ];
}

/** A signature is a digest there. */
function sha256Of64KiB(): Algorithm {
  const text = randomBytes(0xc000).toString("base64url");
  return {
    name: "SHA-256 of 64 KiB",
    source: "sha256",
    ways: inModule,
    key: Buffer.alloc(0),
    text,
    signatures: signedTexts((bytes) => createHash("sha256").update(bytes).digest(), text),
  };
}

/** Signatures of a text, of another text, and of the text with a bit turned over at the end. */
function signedTexts(signed: (text: Buffer) => Buffer, text = token): Buffer[] {
  const valid = signed(Buffer.from(text));
  const turned = Buffer.from(valid);
  turned.writeUInt8(turned.readUInt8(turned.length - 1) ^ 1, turned.length - 1);
  return [valid, signed(Buffer.from(`${text}x`)), turned];
}

function der(key: KeyObject): Buffer {
  return key.export({ type: "spki", format: "der" });
}

/** An ECDSA signature as DER. */
function ecdsaDer(raw: Buffer): Buffer {
  const half = raw.length / 2;
  const numbers = [raw.subarray(0, half), raw.subarray(half)].map(derInteger);
  const content = Buffer.concat(numbers);
  return Buffer.concat([Buffer.from([0x30, content.length]), content]);
}

function derInteger(bytes: Buffer): Buffer {
  const digits = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
  const sign = digits.readUInt8(0) < 0x80 ? [] : [0];
  return Buffer.from([0x02, sign.length + digits.length, ...sign, ...digits]);
}

function base64Url(text: string): string {
  return Buffer.from(text).toString("base64url");
}
