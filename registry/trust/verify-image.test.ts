import { expect, test } from "vitest";
import { copyImage } from "../copy-image.ts";
import { content } from "../fixtures/content.ts";
import { goldenBundle } from "../fixtures/golden-bundle.ts";
import { goldenPublicKey } from "../fixtures/golden-keys.ts";
import { ana, attach, eve, forge, image, signedImage, unsignedImage } from "../fixtures/signed-image.ts";
import { packImage } from "../layout/pack-image.ts";
import { encodeJson } from "../manifest.ts";
import { readPublicKey } from "./public-key.ts";
import { encodeStatement } from "./statement.ts";
import { trustKeys } from "./trust-keys.ts";
import { verifyImage } from "./verify-image.ts";

const keys = trustKeys([ana.public]);

test("an image that is signed says by whom, and how much was looked at", async () => {
  const { repository, signature } = await signedImage();
  expect(await verifyImage(repository, "1", trustKeys([eve.public, ana.public]))).toMatchObject({
    image: { digest: image.digest },
    signatures: [{ digest: signature, by: { kind: "key", key: { name: "ana.pub", id: ana.public.id } } }],
    parts: 2,
  });
});

test("an image without a signature is refused", async () => {
  const { repository } = await unsignedImage();
  await expect(verifyImage(repository, "1", keys)).rejects.toMatchObject({
    code: "MW0801",
    message: `${repository.name}@${image.digest} has no signature`,
  });
});

test("a tag that was moved to an image without a signature is refused", async () => {
  const { repository } = await signedImage();
  const evil = packImage({ ...content, files: new Map() }, "compat");
  await copyImage(evil, evil.digest, repository, "1");
  await expect(verifyImage(repository, "1", keys)).rejects.toMatchObject({ code: "MW0801" });
});

test("a signature that was attached to another image does not count for it", async () => {
  const { repository } = await signedImage();
  const evil = packImage({ ...content, files: new Map() }, "compat");
  await copyImage(evil, evil.digest, repository, "2");
  // The registry says of the good image's signature that it refers to the other
  const list = await repository.referrers(image.digest);
  Object.assign(repository, { referrers: async () => list });
  await expect(verifyImage(repository, "2", keys)).rejects.toMatchObject({
    code: "MW0804",
    details: expect.arrayContaining([`it signs:   ${image.digest}`, `this image: ${evil.digest}`]),
  });
});

test("what is no signature is not looked at", async () => {
  const { repository } = await unsignedImage({ referrers: true });
  await attach(repository, [Buffer.from("{")], { "dev.sigstore.bundle.predicateType": "https://spdx.dev/Document" });
  await expect(verifyImage(repository, "1", keys)).rejects.toMatchObject({ code: "MW0801" });
});

test("what is wrong with each signature is said, the worst first", async () => {
  const { repository } = await unsignedImage({ referrers: true });
  const foreign = await attach(repository, [forge({ signer: eve })]);
  const empty = await attach(repository, []);
  const broken = await attach(repository, [forge({ signed: Buffer.from("x") })]);
  await expect(verifyImage(repository, "1", keys)).rejects.toMatchObject({
    code: "MW0803",
    message: `signature ${broken} does not fit what it signs`,
    details: [
      `of ${repository.name}@${image.digest}`,
      "it names the key ana.pub, and was changed after that key had made it",
      `signature ${empty} has 0 layers, and one bundle is needed`,
      `signature ${foreign} was made by the key with the hash ${eve.public.hint}`,
    ],
  });
});

test("signatures that are damaged do not hide one that is valid", async () => {
  const { repository, signature } = await signedImage();
  for (const forgery of [{ signer: eve }, { payload: "{" }, { signed: Buffer.from("x") }]) {
    await attach(repository, [forge(forgery)]);
  }
  expect((await verifyImage(repository, "1", keys)).signatures).toEqual([
    { digest: signature, by: { kind: "key", key: ana.public } },
  ]);
});

test("the hint of a key decides nothing: a signature without it is valid", async () => {
  const { repository } = await unsignedImage();
  await attach(repository, [forge({ change: (b) => ({ ...b, verificationMaterial: { publicKey: {} } }) })]);
  expect((await verifyImage(repository, "1", keys)).signatures).toHaveLength(1);
});

test("a list without an end is refused", async () => {
  const { repository } = await signedImage();
  const [descriptor] = await repository.referrers(image.digest);
  Object.assign(repository, { referrers: async () => Array.from({ length: 1001 }, () => descriptor) });
  await expect(verifyImage(repository, "1", keys)).rejects.toMatchObject({ code: "MW0805" });
});

test("that a registry refuses is no word about signatures", async () => {
  const { registry, repository } = await signedImage();
  registry.intercept = ({ path }, response) => {
    if (!path.includes("/blobs/")) return false;
    response.writeHead(403).end();
    return true;
  };
  await expect(verifyImage(repository, "1", keys)).rejects.toMatchObject({ code: "MW0702" });
});

test("a signature that cosign's libraries made is valid, and of the same payload as ours", async () => {
  const { repository } = await unsignedImage();
  await attach(repository, [encodeJson(goldenBundle)]);
  const key = readPublicKey(goldenPublicKey, "cosign.pub");
  expect((await verifyImage(repository, "1", trustKeys([key]))).signatures).toHaveLength(1);
  expect(Buffer.from(encodeStatement(image.digest)).toString("base64")).toBe(goldenBundle.dsseEnvelope.payload);
});
