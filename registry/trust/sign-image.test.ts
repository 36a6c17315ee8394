import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyImage } from "../copy-image.ts";
import type { MemoryRegistry } from "../fixtures/memory-registry.ts";
import { open } from "../fixtures/open.ts";
import {
  ana,
  attach,
  type BundleJson,
  eve,
  forge,
  image,
  signedImage,
  unsignedImage,
} from "../fixtures/signed-image.ts";
import { temporaryFolder } from "../fixtures/temporary-folder.ts";
import { LayoutFolder } from "../store/layout-folder.ts";
import { LayoutStore } from "../store/layout-store.ts";
import { keySigner } from "./key-signer.ts";
import { signImage } from "./sign-image.ts";
import { trustKeys } from "./trust-keys.ts";
import { verifyImage } from "./verify-image.ts";

function manifestOf(registry: MemoryRegistry, digest: string) {
  return JSON.parse(Buffer.from(registry.manifests.get(`acme/canary ${digest}`)?.bytes ?? []).toString());
}

describe.each([{ referrers: true }, { referrers: false }])("in a registry with %o", (traits) => {
  test("a signature is attached in the form of cosign 3", async () => {
    const { registry, signature } = await signedImage(traits);
    const manifest = manifestOf(registry, signature);
    const [layer] = manifest.layers;
    const type = "application/vnd.dev.sigstore.bundle.v0.3+json";
    expect(manifest).toMatchObject({
      artifactType: type,
      config: { mediaType: "application/vnd.oci.empty.v1+json", size: 2 },
      layers: [{ mediaType: type }],
      subject: { digest: image.digest },
      annotations: {
        "dev.sigstore.bundle.content": "dsse-envelope",
        "dev.sigstore.bundle.predicateType": "https://sigstore.dev/cosign/sign/v1",
      },
    });
    const bundle = JSON.parse(Buffer.from(registry.blobs.get(layer.digest) ?? []).toString()) as BundleJson;
    expect(bundle).toMatchObject({
      mediaType: type,
      verificationMaterial: { publicKey: { hint: Buffer.from(ana.public.id, "hex").toString("base64") } },
      dsseEnvelope: { payloadType: "application/vnd.in-toto+json" },
    });
    expect(JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, "base64").toString())).toEqual({
      _type: "https://in-toto.io/Statement/v1",
      subject: [{ digest: { sha256: image.digest.slice(7) } }],
      predicateType: "https://sigstore.dev/cosign/sign/v1",
      predicate: {},
    });
  });

  test("signing again adds nothing", async () => {
    const { registry, repository, signature } = await signedImage(traits);
    registry.requests.length = 0;
    const again = await signImage(repository, "1", keySigner(ana.private, "ana.key"));
    expect(again).toMatchObject({ signature, isNew: false });
    expect([...registry.paths("PUT"), ...registry.paths("POST")]).toEqual([]);
    expect(await repository.referrers(image.digest)).toHaveLength(1);
  });

  test("another key signs beside the first", async () => {
    const { repository, signature } = await signedImage(traits);
    const other = await signImage(repository, "1", keySigner(eve.private, "eve.key"));
    expect(other.isNew).toBe(true);
    const { signatures } = await verifyImage(repository, image.digest, trustKeys([ana.public, eve.public]));
    expect(signatures.map(({ digest, by }) => [digest, by.kind === "key" && by.key.name])).toEqual([
      [signature, "ana.pub"],
      [other.signature, "eve.pub"],
    ]);
  });
});

test("a signature that was damaged is made anew", async () => {
  const { repository } = await unsignedImage();
  await attach(repository, [forge({ signed: Buffer.from("something else") })]);
  expect(await signImage(repository, "1", keySigner(ana.private, "ana.key"))).toMatchObject({ isNew: true });
  expect((await verifyImage(repository, "1", trustKeys([ana.public]))).signatures).toHaveLength(1);
});

test("an image that there is not cannot be signed", async () => {
  const { registry } = await unsignedImage();
  const signing = signImage(open(registry), "2", keySigner(ana.private, "ana.key"));
  await expect(signing).rejects.toMatchObject({ code: "MW0704" });
});

test("openssl finds the signature valid, over what DSSE says", async () => {
  const { registry, signature } = await signedImage();
  const [layer] = manifestOf(registry, signature).layers;
  const { dsseEnvelope } = JSON.parse(Buffer.from(registry.blobs.get(layer.digest) ?? []).toString()) as BundleJson;
  const payload = Buffer.from(dsseEnvelope.payload, "base64");
  const folder = temporaryFolder();
  const file = (name: string, bytes: string | Uint8Array) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const encoded = Buffer.concat([Buffer.from(`DSSEv1 28 application/vnd.in-toto+json ${payload.length} `), payload]);
  const said = execFileSync("openssl", [
    "dgst",
    "-sha256",
    "-verify",
    file("ana.pub", ana.public.key.export({ format: "pem", type: "spki" })),
    "-signature",
    file("signature", Buffer.from(dsseEnvelope.signatures[0]?.sig ?? "", "base64")),
    file("signed", encoded),
  ]);
  expect(said.toString()).toBe("Verified OK\n");
});

test("signatures go along with copies, and are valid there", async () => {
  const { repository, signature } = await signedImage();
  const layout = new LayoutStore(new LayoutFolder(join(temporaryFolder(), "images")));
  await copyImage(repository, "1", layout, "1", { referrers: true });
  expect(await verifyImage(layout, "1", trustKeys([ana.public]))).toMatchObject({
    signatures: [{ digest: signature }],
  });
});

test("images in a folder are signed as those in a registry", async () => {
  const layout = new LayoutStore(new LayoutFolder(join(temporaryFolder(), "images")));
  await copyImage(image, image.digest, layout, "1");
  const { signature } = await signImage(layout, "1", keySigner(ana.private, "ana.key"));
  expect(await signImage(layout, "1", keySigner(ana.private, "ana.key"))).toMatchObject({ signature, isNew: false });
  expect(await verifyImage(layout, "1", trustKeys([ana.public]))).toMatchObject({
    signatures: [{ digest: signature }],
    parts: 2,
  });
});
