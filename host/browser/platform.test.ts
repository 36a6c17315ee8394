import { generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { platform as nodePlatform } from "../node/platform.ts";
import { type HostPlatform, hashFunctions, type PrivateKeyForm } from "../platform.ts";
import { platform as browserPlatform } from "./platform.ts";

const text = new TextEncoder().encode("signed text");
const platforms: [string, HostPlatform][] = [
  ["Node", nodePlatform],
  ["a browser", browserPlatform],
];
const curves = ["secp224r1", "P-256", "P-384", "P-521"];
const keys: [string, { publicKey: KeyObject; privateKey: KeyObject }][] = [
  ["RSA", generateKeyPairSync("rsa", { modulusLength: 2048 })],
  ["RSA of 1031 bits", generateKeyPairSync("rsa", { modulusLength: 1031 })],
  ...curves.map((namedCurve): (typeof keys)[number] => [
    namedCurve,
    generateKeyPairSync("ec", { namedCurve }) as never,
  ]),
];

function publicDer(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ type: "spki", format: "der" }));
}

function privateDer(key: KeyObject, form: PrivateKeyForm = "pkcs8"): Uint8Array {
  return new Uint8Array(key.export({ type: form, format: "der" } as never) as unknown as Buffer);
}

describe.each(platforms)("signatures in %s", (_, platform) => {
  describe.each(keys)("of %s", (name, { publicKey, privateKey }) => {
    test.each(hashFunctions)("with %s", (hash) => {
      const form = name.startsWith("RSA") ? "pkcs1" : "sec1";
      for (const [der, as] of [
        [privateDer(privateKey), "pkcs8"],
        [privateDer(privateKey, form), form],
      ] as const) {
        const signature = platform.sign({ hash, privateKey: der, form: as, text });
        expect(verify(hash, text, publicKey, signature as Uint8Array)).toBe(true);
      }
      const signature = new Uint8Array(sign(hash, text, privateKey));
      const check = { hash, publicKey: publicDer(publicKey), signature, text };
      expect(platform.verifySignature(check)).toBe(true);
      expect(platform.verifySignature({ ...check, text: text.subarray(1) })).toBe(false);
      for (const at of [0, 5, signature.length - 1]) {
        const changed = signature.slice();
        changed[at] = (changed[at] ?? 0) ^ 1;
        expect(platform.verifySignature({ ...check, signature: changed })).toBe(false);
      }
      expect(platform.verifySignature({ ...check, signature: signature.subarray(1) })).toBe(false);
      expect(platform.verifySignature({ ...check, signature: new Uint8Array() })).toBe(false);
    });
  });

  test("refuse keys that Envoy does not take", () => {
    const others = {
      ed25519: generateKeyPairSync("ed25519"),
      secp256k1: generateKeyPairSync("ec", { namedCurve: "secp256k1" }),
      pss: generateKeyPairSync("rsa-pss", { modulusLength: 1024 }),
    };
    const signature = new Uint8Array(64);
    for (const { publicKey, privateKey } of Object.values(others)) {
      const check = { hash: "sha256", publicKey: publicDer(publicKey), signature, text } as const;
      expect(platform.verifySignature(check)).toBe(undefined);
      const request = { hash: "sha256", privateKey: privateDer(privateKey), form: "pkcs8", text } as const;
      const failure = privateKey === others.ed25519.privateKey ? "no signing key" : "unknown key";
      expect(platform.sign(request)).toBe(failure);
    }
    for (const bytes of [
      new Uint8Array(),
      new Uint8Array([0x30, 0]),
      text,
      privateDer(keys[0]?.[1].privateKey as never),
    ]) {
      expect(platform.verifySignature({ hash: "sha256", publicKey: bytes, signature, text })).toBe(undefined);
    }
    for (const bytes of [new Uint8Array(), new Uint8Array([0x30, 0]), publicDer(keys[0]?.[1].publicKey as never)]) {
      expect(platform.sign({ hash: "sha256", privateKey: bytes, form: "pkcs8", text })).toBe("unknown key");
    }
  });

  test("ignore what follows a key", () => {
    const [, { publicKey, privateKey }] = keys[0] as (typeof keys)[number];
    const signature = platform.sign({
      hash: "sha256",
      privateKey: new Uint8Array([...privateDer(privateKey), 1]),
      form: "pkcs8",
      text,
    }) as Uint8Array;
    const longer = new Uint8Array([...publicDer(publicKey), 1, 2]);
    expect(platform.verifySignature({ hash: "sha256", publicKey: longer, signature, text })).toBe(true);
  });

  test("need a key that is long enough for the hash", () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 512 });
    const request = { privateKey: privateDer(privateKey), form: "pkcs8", text } as const;
    expect(platform.sign({ ...request, hash: "sha256" })).toBeInstanceOf(Uint8Array);
    expect(platform.sign({ ...request, hash: "sha512" })).toBe("failed");
  });
});
