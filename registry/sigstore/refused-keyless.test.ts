import { expect, test } from "vitest";
import { signerAt, trustAt, verifyAlone } from "../fixtures/keyless.ts";
import { keylessBundle, withPart } from "../fixtures/keyless-bundle.ts";
import { ana, eve, forge, statement, unsignedImage } from "../fixtures/signed-image.ts";
import { SigstoreInstance, type SigstoreTraits } from "../fixtures/sigstore-instance.ts";
import { signImage } from "../trust/sign-image.ts";
import { trustKeys } from "../trust/trust-keys.ts";
import { verifyImage } from "../trust/verify-image.ts";

// An image is signed by the workflow of Ana's, and something about it is not as it should be.

test.each([
  ["another identity", { identity: "https://github.com/eve/x" }],
  ["the beginning of the identity alone", { identity: "https://github.com/acme/canary/" }],
  ["the identity as a regular expression", { identity: ".*" }],
  ["another issuer", { issuer: "https://eve.test" }],
])("%s is asked for", async (_, who) => {
  const instance = await SigstoreInstance.start();
  await expect(
    verifyAlone(await keylessBundle(instance), await trustAt(instance.trustedRoot(), who)),
  ).rejects.toMatchObject({
    code: "MW0802",
    message: expect.stringMatching(/ is signed, and not by \S+ of https:\S+$/),
    details: [expect.stringMatching(/^signature \S+ was made by https:\S+@refs\/heads\/main of https:\S+$/)],
  });
});

test("a key is asked for, and there is a certificate", async () => {
  const instance = await SigstoreInstance.start();
  await expect(verifyAlone(await keylessBundle(instance), trustKeys([ana.public]))).rejects.toMatchObject({
    code: "MW0802",
    message: expect.stringMatching(/ is signed, and not by ana\.pub$/),
    details: [
      expect.stringMatching(/ was made with a certificate that says URI:https:\S+release\.yml@refs\/heads\/main$/),
    ],
  });
});

test("an identity is asked for, and there is a key", async () => {
  const instance = await SigstoreInstance.start();
  await expect(verifyAlone(forge(), await trustAt(instance.trustedRoot()))).rejects.toMatchObject({
    code: "MW0802",
    details: [expect.stringMatching(/ was made by the key with the hash \S+, and has no certificate$/)],
  });
});

/** What the trusted root has of another instance, and what that is called. */
const strangers: [string, "ca" | "ctLog" | "log" | "tsa", string, string, string][] = [
  ["certificate authority", "ca", "MW0814", "the certificate of", "no valid certificate path found"],
  ["certificate transparency log", "ctLog", "MW0814", "the certificate of", "SCT verification failed"],
  ["transparency log", "log", "MW0815", "nothing proves that", "inclusion promise could not be verified"],
  ["timestamp authority", "tsa", "MW0815", "nothing proves when", "timestamp could not be verified"],
];

test.each(strangers)("another %s is trusted", async (_, which, code, message, why) => {
  const instance = await SigstoreInstance.start();
  const other = await SigstoreInstance.start();
  const root = instance.trustedRoot({ [which]: other.authorities[which] });
  await expect(verifyAlone(await keylessBundle(instance), await trustAt(root))).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
    details: expect.arrayContaining([expect.stringContaining(why)]),
  });
});

/** Instances that do not do all that they should. */
const instances: [string, SigstoreTraits, string, string][] = [
  ["certificates are in no log", { withoutCtLog: true }, "MW0814", "expected 1 SCTs, got 0"],
  [
    "the log got the entry when the certificate had expired",
    { loggedAt: new Date(Date.now() + 11 * 60_000) },
    "MW0814",
    "certificate is not valid or expired at the specified date",
  ],
  [
    "the log got the entry before there was the certificate",
    { loggedAt: new Date(Date.now() - 60_000) },
    "MW0814",
    "certificate is not valid or expired at the specified date",
  ],
];

test.each(instances)("%s: it is refused, and not even attached", async (_, traits, code, why) => {
  const instance = await SigstoreInstance.start(traits);
  const fault = { code, details: expect.arrayContaining([why]) };
  await expect(verifyAlone(await keylessBundle(instance), await trustAt(instance.trustedRoot()))).rejects.toMatchObject(
    fault,
  );
  const { repository } = await unsignedImage();
  await expect(signImage(repository, "1", await signerAt(instance))).rejects.toMatchObject({
    ...fault,
    message: "the certificate of the new signature is not trusted",
  });
  await expect(verifyImage(repository, "1", trustKeys([ana.public]))).rejects.toMatchObject({ code: "MW0801" });
});

test("nothing says when it was signed", async () => {
  const instance = await SigstoreInstance.start();
  const bundle = await keylessBundle(instance, { timestamps: false });
  const without = withPart(bundle, "verificationMaterial.tlogEntries.0.inclusionPromise", () => undefined);
  await expect(verifyAlone(without, await trustAt(instance.trustedRoot()))).rejects.toMatchObject({
    code: "MW0815",
    message: expect.stringMatching(/^nothing proves when signature \S+ was made$/),
    details: expect.arrayContaining(["expected 1 timestamps, got 0"]),
  });
});

test("a signature of another image is refused", async () => {
  const instance = await SigstoreInstance.start();
  const payload = statement({ subject: [{ digest: { sha256: "0".repeat(64) } }] });
  await expect(
    verifyAlone(await keylessBundle(instance, { payload }), await trustAt(instance.trustedRoot())),
  ).rejects.toMatchObject({ code: "MW0804", message: expect.stringMatching(/ is of another image$/) });
});

test("what says how an image was built is no signature of it", async () => {
  const instance = await SigstoreInstance.start();
  const payload = statement({ predicateType: "https://slsa.dev/provenance/v1" });
  await expect(
    verifyAlone(await keylessBundle(instance, { payload }), await trustAt(instance.trustedRoot())),
  ).rejects.toMatchObject({ code: "MW0806" });
});

test("somebody else's signature beside Ana's certificate is refused, though it is in the log", async () => {
  const instance = await SigstoreInstance.start();
  const bundle = await keylessBundle(instance, { signedWith: eve.private });
  await expect(verifyAlone(bundle, await trustAt(instance.trustedRoot()))).rejects.toMatchObject({
    code: "MW0803",
    message: expect.stringMatching(/ does not fit what it signs$/),
    details: expect.arrayContaining(["signature verification failed"]),
  });
});
