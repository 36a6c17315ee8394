import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { SerializedBundle } from "@sigstore/bundle";
import { describe, expect, test } from "vitest";
import { otherBit, withPart } from "../fixtures/keyless-bundle.ts";
import { openBundle } from "../trust/open-bundle.ts";
import { exactly } from "./identity-policy.ts";
import { trustIdentity } from "./trust-identity.ts";
import { readTrustedRoot } from "./trusted-root.ts";

// What the public instance of sigstore has issued for the package sigstore 2.0.0: where and from what GitHub Actions built it. The
// bundle is that of npm in the form of version 0.3, the trusted root the one that goes along with the library.

const bytes = readFileSync(join(import.meta.dirname, "../fixtures/public-bundle.json"));
const bundle = JSON.parse(bytes.toString()) as SerializedBundle;
const seeds = createRequire(import.meta.url)("@sigstore/tuf/seeds.json");
const publicRoot = Buffer.from(seeds["https://tuf-repo-cdn.sigstore.dev"].targets["trusted_root.json"], "base64");

const identity = "https://github.com/sigstore/sigstore-js/.github/workflows/release.yml@refs/heads/main";
const issuer = "https://token.actions.githubusercontent.com";

const root = await readTrustedRoot(publicRoot, "the public root");

function open(changed: Uint8Array, who = { identity, issuer }) {
  const policy = { identity: exactly(who.identity), issuer: exactly(who.issuer) };
  return openBundle(changed, trustIdentity(policy, root), "the bundle");
}

test("what the public instance has issued is valid, years after the certificate", async () => {
  const { payload, by } = await open(bytes);
  expect(by).toEqual({ kind: "identity", identity, issuer, logIndex: "31821305" });
  expect(JSON.parse(Buffer.from(payload).toString())).toMatchObject({
    subject: [{ name: "pkg:npm/sigstore@2.0.0" }],
    predicateType: "https://slsa.dev/provenance/v1",
  });
});

test.each([
  { identity: identity.replace("main", "evil"), issuer },
  { identity, issuer: "https://accounts.google.com" },
])("it is not by %o", async (who) => {
  await expect(open(bytes, who)).rejects.toMatchObject({ code: "MW0802", message: expect.stringContaining(identity) });
});

const entry = "verificationMaterial.tlogEntries.0";

/** Parts in base64, of which each byte is signed by somebody. */
const signed = [
  "verificationMaterial.certificate.rawBytes",
  "dsseEnvelope.payload",
  "dsseEnvelope.signatures.0.sig",
  `${entry}.canonicalizedBody`,
  `${entry}.inclusionPromise.signedEntryTimestamp`,
  `${entry}.inclusionProof.hashes.0`,
  `${entry}.inclusionProof.hashes.9`,
  `${entry}.logId.keyId`,
];

describe.each(signed)("%s", (path) => {
  test("a byte that changes anywhere in it is found", async () => {
    const length = lengthOf(path);
    const step = Math.max(1, Math.floor(length / 64));
    const taken: number[] = [];
    for (let at = 0; at < length; at += step) {
      const changed = withPart(bundle, path, (part) => otherBit(part, at));
      const error = await open(changed).catch((fault: unknown) => fault);
      if (!isRefusal(error)) taken.push(at);
    }
    expect(taken).toEqual([]);
  });
});

test.each([
  [`${entry}.logIndex`, (index: string) => String(Number(index) - 1)],
  [`${entry}.integratedTime`, (time: string) => String(Number(time) + 1)],
  [`${entry}.inclusionProof.logIndex`, (index: string) => String(Number(index) ^ 1)],
  [`${entry}.inclusionProof.checkpoint.envelope`, (text: string) => text.replace("27657875", "27657876")],
  [`${entry}.inclusionProof.checkpoint.envelope`, (text: string) => text.replace("wNI9ajBE", "wNI9ajBF")],
])("another %s is found", async (path, change) => {
  await expect(open(withPart(bundle, path, change))).rejects.toMatchObject({ code: "MW0815" });
});

function lengthOf(path: string): number {
  let length = 0;
  withPart(bundle, path, (part) => {
    length = Buffer.from(part, "base64").length;
  });
  return length;
}

function isRefusal(error: unknown): boolean {
  return ["MW0803", "MW0805", "MW0814", "MW0815"].includes((error as { code?: string }).code ?? "");
}
