import { X509Certificate } from "node:crypto";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyImage } from "../copy-image.ts";
import { issuer, workflow } from "../fixtures/identity-token.ts";
import { signerAt, signKeyless, trustAt } from "../fixtures/keyless.ts";
import { keylessBundle } from "../fixtures/keyless-bundle.ts";
import { ana, attach, forge, image, unsignedImage } from "../fixtures/signed-image.ts";
import { SigstoreInstance } from "../fixtures/sigstore-instance.ts";
import { temporaryFolder } from "../fixtures/temporary-folder.ts";
import { encodeJson } from "../manifest.ts";
import { LayoutFolder } from "../store/layout-folder.ts";
import { LayoutStore } from "../store/layout-store.ts";
import { keySigner } from "../trust/key-signer.ts";
import { signImage } from "../trust/sign-image.ts";
import { trustKeys } from "../trust/trust-keys.ts";
import { verifyImage } from "../trust/verify-image.ts";
import { like } from "./identity-policy.ts";
import { trustIdentity } from "./trust-identity.ts";
import { readTrustedRoot } from "./trusted-root.ts";

const by = { kind: "identity", identity: workflow, issuer, logIndex: expect.stringMatching(/^\d+$/) };

describe.each([{ referrers: true }, { referrers: false }])("in a registry with %o", (traits) => {
  test("an image is signed by whoever a token is of, and says so", async () => {
    const instance = await SigstoreInstance.start();
    const { repository } = await unsignedImage(traits);
    const { signature, isNew, ...signed } = await signImage(repository, "1", await signerAt(instance));
    expect([isNew, signed.by]).toEqual([true, by]);
    expect(instance.requests).toEqual(["/api/v2/signingCert", "/api/v1/log/entries", "/api/v1/timestamp"]);
    const verified = await verifyImage(repository, "1", await trustAt(instance.trustedRoot()));
    expect(verified).toMatchObject({ image: { digest: image.digest }, parts: 2 });
    expect(verified.signatures).toEqual([{ digest: signature, by }]);
    // Nothing more is asked of the instance
    expect(instance.requests).toHaveLength(3);
  });
});

test("a signature has the form of cosign 3", async () => {
  const instance = await SigstoreInstance.start();
  const { repository, registry } = await unsignedImage({ referrers: true });
  const digest = await signKeyless(repository, instance);
  const manifest = JSON.parse(String(registry.manifests.get(`acme/canary ${digest}`)?.bytes));
  expect(manifest.annotations).toEqual({
    "dev.sigstore.bundle.content": "dsse-envelope",
    "dev.sigstore.bundle.predicateType": "https://sigstore.dev/cosign/sign/v1",
  });
  const bundle = JSON.parse(String(registry.blobs.get(manifest.layers[0].digest)));
  const { certificate, tlogEntries, timestampVerificationData, ...rest } = bundle.verificationMaterial;
  expect([bundle.mediaType, rest]).toEqual(["application/vnd.dev.sigstore.bundle.v0.3+json", {}]);
  expect(tlogEntries).toMatchObject([{ kindVersion: { kind: "dsse", version: "0.0.1" } }]);
  expect(Object.keys(tlogEntries[0])).toEqual(expect.arrayContaining(["inclusionPromise", "inclusionProof"]));
  expect(timestampVerificationData.rfc3161Timestamps).toHaveLength(1);
  const { subjectAltName } = new X509Certificate(Buffer.from(certificate.rawBytes, "base64"));
  expect(subjectAltName).toBe(`URI:${workflow}`);
  expect(JSON.parse(String(Buffer.from(bundle.dsseEnvelope.payload, "base64")))).toEqual({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ digest: { sha256: image.digest.slice(7) } }],
    predicateType: "https://sigstore.dev/cosign/sign/v1",
    predicate: {},
  });
});

test("without a timestamp authority the log's word on the time is enough", async () => {
  const instance = await SigstoreInstance.start();
  const { repository } = await unsignedImage();
  await signImage(repository, "1", await signerAt(instance, { timestamps: false }));
  expect(instance.requests).not.toContain("/api/v1/timestamp");
  expect((await verifyImage(repository, "1", await trustAt(instance.trustedRoot()))).signatures).toHaveLength(1);
});

test("each signature is a new one, and each is found", async () => {
  const instance = await SigstoreInstance.start();
  const { repository } = await unsignedImage();
  const first = await signKeyless(repository, instance);
  const second = await signKeyless(repository, instance);
  const { signatures } = await verifyImage(repository, "1", await trustAt(instance.trustedRoot()));
  expect(signatures.map(({ digest }) => digest).sort()).toEqual([first, second].sort());
});

test("signatures of keys and of identities stand side by side", async () => {
  const instance = await SigstoreInstance.start();
  const { repository } = await unsignedImage();
  const keyed = await signImage(repository, "1", keySigner(ana.private, "ana.key"));
  const keyless = await signKeyless(repository, instance);
  const asAna = await verifyImage(repository, "1", trustKeys([ana.public]));
  expect(asAna.signatures.map(({ digest }) => digest)).toEqual([keyed.signature]);
  const asWorkflow = await verifyImage(repository, "1", await trustAt(instance.trustedRoot()));
  expect(asWorkflow.signatures.map(({ digest }) => digest)).toEqual([keyless]);
});

test("signatures that are damaged or of others do not hide one that is good", async () => {
  const instance = await SigstoreInstance.start();
  const { repository } = await unsignedImage();
  await attach(repository, [forge()]);
  await attach(repository, [Buffer.from("{")]);
  await attach(repository, [encodeJson(await keylessBundle(instance, { claims: { sub: "https://eve.test" } }))]);
  await attach(repository, [encodeJson(await keylessBundle(await SigstoreInstance.start()))]);
  const good = await signKeyless(repository, instance);
  const { signatures } = await verifyImage(repository, "1", await trustAt(instance.trustedRoot()));
  expect(signatures.map(({ digest }) => digest)).toEqual([good]);
});

test("a regular expression finds a part of an identity", async () => {
  const instance = await SigstoreInstance.start();
  const { repository } = await unsignedImage();
  await signKeyless(repository, instance);
  const root = await readTrustedRoot(instance.trustedRoot(), "root.json");
  const verify = (identity: string, from: string) =>
    verifyImage(repository, "1", trustIdentity({ identity: like(identity, "-i"), issuer: like(from, "-o") }, root));
  expect((await verify("/acme/canary/", "githubusercontent[.]com$")).signatures).toHaveLength(1);
  await expect(verify("^/acme/canary/", ".")).rejects.toMatchObject({ code: "MW0802" });
  await expect(verify(".", "gitlab")).rejects.toMatchObject({ code: "MW0802" });
});

test("an image in a folder is signed and verified, and the signature goes along", async () => {
  const instance = await SigstoreInstance.start();
  const layout = new LayoutStore(new LayoutFolder(join(temporaryFolder(), "images")));
  await copyImage(image, image.digest, layout, "1");
  const signature = await signKeyless(layout, instance);
  const { repository } = await unsignedImage();
  await copyImage(layout, "1", repository, "1", { referrers: true });
  const { signatures } = await verifyImage(repository, "1", await trustAt(instance.trustedRoot()));
  expect(signatures).toEqual([{ digest: signature, by }]);
});
