import { execFileSync } from "node:child_process";
import { generateKeyPairSync, sign, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { goldenCosignKey, goldenPassword, goldenPublicKey, goldenSigstoreKey } from "../fixtures/golden-keys.ts";
import { generateKeyPair } from "./generate-key-pair.ts";
import { encodePem, parsePem } from "./pem.ts";
import { readPrivateKey } from "./private-key.ts";
import { publicKeyOf, readPublicKey } from "./public-key.ts";

const golden = readPublicKey(goldenPublicKey, "cosign.pub");
const never = async (): Promise<string> => {
  throw new Error("nobody should be asked for a password");
};

/** A private key as openssl writes it, by the arguments of `openssl genpkey`. */
function opensslKey(...args: string[]): string {
  return execFileSync("openssl", ["genpkey", ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

interface Box {
  kdf: object;
  cipher: object;
  ciphertext: string;
}

/** The encrypted key with other fields in its box. */
function changed(change: (box: Box) => Partial<Box>): string {
  const { label, bytes } = parsePem(goldenSigstoreKey) ?? { label: "", bytes: Buffer.alloc(0) };
  const box = JSON.parse(Buffer.from(bytes).toString()) as Box;
  return encodePem({ label, bytes: Buffer.from(JSON.stringify({ ...box, ...change(box) })) });
}

describe("private keys", () => {
  test.each([
    ["ENCRYPTED SIGSTORE PRIVATE KEY", goldenSigstoreKey],
    ["ENCRYPTED COSIGN PRIVATE KEY", goldenCosignKey],
  ])("one that cosign's library encrypted as %s opens, and fits its public key", async (label, pem) => {
    expect(pem).toContain(`-----BEGIN ${label}-----`);
    const key = await readPrivateKey(pem, "cosign.key", async () => goldenPassword);
    expect(publicKeyOf(key, "cosign.key").id).toBe(golden.id);
    expect(verify("sha256", Buffer.from("x"), golden.key, sign("sha256", Buffer.from("x"), key))).toBe(true);
  });

  test("one of openssl in PKCS#8 needs no password", async () => {
    const pem = opensslKey("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
    const key = await readPrivateKey(pem, "key.pem", never);
    const spki = execFileSync("openssl", ["pkey", "-pubout"], { input: pem, encoding: "utf8" });
    expect(publicKeyOf(key, "key.pem").id).toBe(readPublicKey(spki, "key.pub").id);
  });

  test.each(["wrong", "", "correct horse "])("the password %j does not open one", async (password) => {
    const reading = readPrivateKey(goldenSigstoreKey, "cosign.key", async () => password);
    await expect(reading).rejects.toMatchObject({
      code: "MW0809",
      message: "the password does not open cosign.key",
    });
  });

  test.each<[string, string, string]>([
    ["another byte", changed(({ ciphertext }) => ({ ciphertext: `A${ciphertext.slice(1)}` })), "MW0809"],
    [
      "a cost that eats up the memory",
      changed(({ kdf }) => ({ kdf: { ...kdf, params: { N: 2 ** 30, r: 8, p: 1 } } })),
      "MW0808",
    ],
    ["another cipher", changed(() => ({ cipher: { name: "aes", nonce: "" } })), "MW0808"],
    ["a short nonce", changed(() => ({ cipher: { name: "nacl/secretbox", nonce: "AAAA" } })), "MW0808"],
    ["no base64", changed(() => ({ ciphertext: "*" })), "MW0808"],
    ["no box", encodePem({ label: "ENCRYPTED SIGSTORE PRIVATE KEY", bytes: Buffer.from("{") }), "MW0808"],
  ])("one with %s is refused", async (_, pem, code) => {
    await expect(readPrivateKey(pem, "cosign.key", async () => goldenPassword)).rejects.toMatchObject({ code });
  });

  test.each<[string, string, string]>([
    ["a public key", goldenPublicKey, 'is "PUBLIC KEY" in PEM, and a private key is needed'],
    ["text", "hello", "is not in PEM, and a private key is needed"],
    ["nothing", "", "is not in PEM"],
    ["Ed25519", opensslKey("-algorithm", "ED25519"), "is a key of the kind ed25519, and ECDSA P-256 is needed"],
    [
      "another curve",
      opensslKey("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"),
      "is a key of the kind ec secp384r1, and ECDSA P-256 is needed",
    ],
    ["damaged PKCS#8", encodePem({ label: "PRIVATE KEY", bytes: Buffer.from("x") }), "is damaged"],
  ])("%s is none", async (_, pem, message) => {
    await expect(readPrivateKey(pem, "key.pem", never)).rejects.toMatchObject({
      code: "MW0808",
      message: expect.stringContaining(`key.pem ${message}`),
    });
  });
});

describe("public keys", () => {
  test("have the hash of their DER as name, as openssl computes it", () => {
    const der = execFileSync("openssl", ["pkey", "-pubin", "-outform", "DER"], { input: goldenPublicKey });
    const hash = execFileSync("openssl", ["dgst", "-sha256", "-binary"], { input: der });
    expect(golden.id).toBe(hash.toString("hex"));
    expect(golden.hint).toBe(hash.toString("base64"));
  });

  test.each<[string, string, RegExp]>([
    ["a private key", goldenSigstoreKey, /cosign.pub is "ENCRYPTED SIGSTORE PRIVATE KEY" in PEM/],
    ["text", "-----BEGIN PUBLIC KEY-----\n", /is not in PEM/],
    ["a damaged one", encodePem({ label: "PUBLIC KEY", bytes: Buffer.from("x") }), /holds no public key/],
    [
      "RSA",
      generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ format: "pem", type: "spki" }).toString(),
      /of the kind rsa, and/,
    ],
  ])("%s is none", (_, pem, message) => {
    expect(() => readPublicKey(pem, "cosign.pub")).toThrow(
      expect.objectContaining({ code: "MW0808", message: expect.stringMatching(message) }),
    );
  });
});

test("a new pair of keys fits together, and openssl knows the public one", async () => {
  const pair = await generateKeyPair("s3cret");
  const key = await readPrivateKey(pair.privateKey, "cosign.key", async () => "s3cret");
  expect(publicKeyOf(key, "cosign.key").id).toBe(pair.id);
  const text = execFileSync("openssl", ["pkey", "-pubin", "-noout", "-text"], { input: pair.publicKey });
  expect(text.toString()).toContain("prime256v1");
  expect(Math.max(...pair.privateKey.split("\n").map(({ length }) => length))).toBe(64);
});

test("a pair of keys is another one each time", async () => {
  expect((await generateKeyPair("")).id).not.toBe((await generateKeyPair("")).id);
});
