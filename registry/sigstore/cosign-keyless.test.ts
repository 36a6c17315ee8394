import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SerializedBundle } from "@sigstore/bundle";
import { expect, test } from "vitest";
import { otherBit, withPart } from "../fixtures/keyless-bundle.ts";
import { openBundle } from "../trust/open-bundle.ts";
import { exactly } from "./identity-policy.ts";
import { trustIdentity } from "./trust-identity.ts";
import { readTrustedRoot } from "./trusted-root.ts";

// What cosign 3.1.3 has signed with Fulcio 1.8.8, TesseraCT 0.1.1, Rekor 2.3.0 and a timestamp authority 2.0.6, by
// `npm run test:registry`. The log's entry has the hash of what is signed, and the timestamp authority alone says when.

const file = (name: string) => readFileSync(join(import.meta.dirname, "../fixtures/cosign-keyless", name));
const bundle = JSON.parse(file("bundle.json").toString()) as SerializedBundle;
const root = await readTrustedRoot(file("trusted_root.json"), "trusted_root.json");
const issuer = "http://127.0.0.1:45235";
const ana = trustIdentity({ identity: exactly("ana@example.com"), issuer: exactly(issuer) }, root);

test("it is valid", async () => {
  const { payload, by } = await openBundle(file("bundle.json"), ana, "the bundle");
  expect(by).toMatchObject({ kind: "identity", identity: "ana@example.com", issuer });
  expect(JSON.parse(Buffer.from(payload).toString())).toMatchObject({
    predicateType: "https://sigstore.dev/cosign/sign/v1",
  });
});

const entry = "verificationMaterial.tlogEntries.0";
const timestamps = "verificationMaterial.timestampVerificationData.rfc3161Timestamps";

test.each([
  ["another hash in the entry", `${entry}.canonicalizedBody`, otherBit, "MW0815", /root hash does not match/],
  ["another root hash", `${entry}.inclusionProof.checkpoint.envelope`, otherRoot, "MW0815", /checkpoint signature/],
  ["another payload", "dsseEnvelope.payload", otherBit, "MW0815", /payload hash|hash mismatch|digest/],
  ["another signature", "dsseEnvelope.signatures.0.sig", otherBit, "MW0815", /timestamp could not be verified/],
  ["another timestamp", `${timestamps}.0.signedTimestamp`, otherBit, "MW0815", /timestamp/],
  ["no timestamp", timestamps, () => [], "MW0815", /expected 1 timestamps, got 0/],
])("with %s it is not", async (_, path, change, code, why) => {
  const opening = openBundle(withPart(bundle, path, change), ana, "the bundle");
  await expect(opening).rejects.toMatchObject({ code, details: expect.arrayContaining([expect.stringMatching(why)]) });
});

function otherRoot(envelope: string): string {
  const lines = envelope.split("\n");
  return lines.with(2, otherBit(lines[2] ?? "")).join("\n");
}

test("a time in the entry that the log has not signed does not stand for a timestamp", async () => {
  const dated = withPart(bundle, `${entry}.integratedTime`, () => String(Math.floor(Date.now() / 1000)));
  const changed = withPart(JSON.parse(Buffer.from(dated).toString()), timestamps, () => []);
  await expect(openBundle(changed, ana, "the bundle")).rejects.toMatchObject({ code: "MW0815" });
});
