import { expect, test } from "vitest";
import { trustAt, verifyAlone } from "../fixtures/keyless.ts";
import { keylessBundle, otherBit, withPart } from "../fixtures/keyless-bundle.ts";
import { SigstoreInstance } from "../fixtures/sigstore-instance.ts";

// Something of a signature with a certificate is changed behind the back of whoever made it.

/** A checkpoint with another hash of the whole tree. */
function otherRoot(envelope: string): string {
  const lines = envelope.split("\n");
  return lines.with(2, otherBit(lines[2] ?? "")).join("\n");
}

const otherPayload = (payload: string): string =>
  Buffer.from(String(Buffer.from(payload, "base64")).replace("predicate", "Predicate")).toString("base64");

const entry = "verificationMaterial.tlogEntries.0";
const proof = `${entry}.inclusionProof`;

/** A part of the bundle, and what is done to it. */
const changes: [string, string, (part: string) => unknown, string, RegExp][] = [
  ["no entry of the log", "verificationMaterial.tlogEntries", () => [], "MW0815", /expected 1 timestamps|tlog entries/],
  ["no proof", proof, () => undefined, "MW0805", /inclusionProof|invalid bundle/],
  ["another promise", `${entry}.inclusionPromise.signedEntryTimestamp`, otherBit, "MW0815", /inclusion promise/],
  [
    "another index in the log",
    `${entry}.logIndex`,
    (index) => String(Number(index) + 1),
    "MW0815",
    /inclusion promise/,
  ],
  ["another time", `${entry}.integratedTime`, (time) => String(Number(time) + 1), "MW0815", /inclusion promise/],
  ["another log", `${entry}.logId.keyId`, otherBit, "MW0815", /inclusion promise/],
  ["another root hash", `${proof}.checkpoint.envelope`, otherRoot, "MW0815", /invalid checkpoint signature/],
  ["a further hash", `${proof}.hashes`, () => [Buffer.alloc(32).toString("base64")], "MW0815", /invalid hash count/],
  ["another place in the tree", `${proof}.logIndex`, () => "1", "MW0815", /invalid index/],
  ["half a checkpoint", `${proof}.checkpoint.envelope`, (text) => text.slice(0, 20), "MW0815", /checkpoint separator/],
  [
    "a checkpoint whose size is no number",
    `${proof}.checkpoint.envelope`,
    () => "x\ny\nz\n\n\u2014 x AAAAAAAA\n",
    "MW0805",
    /BigInt/,
  ],
  ["another entry", `${entry}.canonicalizedBody`, otherBit, "MW0815", /inclusion promise/],
  ["another kind of entry", `${entry}.kindVersion.kind`, () => "hashedrekord", "MW0815", /kind\/version mismatch/],
  [
    "another timestamp",
    "verificationMaterial.timestampVerificationData.rfc3161Timestamps.0.signedTimestamp",
    (text) => otherBit(text, Buffer.from(text, "base64").length - 4),
    "MW0815",
    /timestamp could not be verified/,
  ],
  [
    "a timestamp that is none",
    "verificationMaterial.timestampVerificationData.rfc3161Timestamps.0.signedTimestamp",
    () => "AAAA",
    "MW0805",
    /./,
  ],
  [
    "another certificate",
    "verificationMaterial.certificate.rawBytes",
    (text) => otherBit(text, Buffer.from(text, "base64").length - 4),
    "MW0814",
    /no valid certificate path found/,
  ],
  ["no certificate", "verificationMaterial.certificate.rawBytes", () => "", "MW0805", /certificate is not in DER/],
  ["a certificate that is none", "verificationMaterial.certificate.rawBytes", () => "AAAA", "MW0805", /not in DER/],
  [
    "a chain in the place of the certificate",
    "verificationMaterial",
    () => ({ x509CertificateChain: {} }),
    "MW0802",
    /./,
  ],
  ["another payload", "dsseEnvelope.payload", otherPayload, "MW0815", /payload hash mismatch/],
  ["another signature", "dsseEnvelope.signatures.0.sig", otherBit, "MW0815", /timestamp could not be verified/],
];

test.each(changes)("%s is refused", async (_, path, change, code, why) => {
  const instance = await SigstoreInstance.start();
  const changed = withPart(await keylessBundle(instance), path, change);
  const verifying = verifyAlone(changed, await trustAt(instance.trustedRoot()));
  await expect(verifying).rejects.toMatchObject({
    code,
    details: expect.arrayContaining([expect.stringMatching(why)]),
  });
});
