import { describe, expect, test } from "vitest";
import { cycloneDxPredicate } from "../attach/predicate-of.ts";
import type { MemoryRegistry } from "../fixtures/memory-registry.ts";
import {
  ana,
  attach,
  type BundleJson,
  eve,
  flipped,
  forge,
  image,
  replaceBlob,
  signedImage,
  statement,
} from "../fixtures/signed-image.ts";
import { attestImage } from "./attest-image.ts";
import { keySigner } from "./key-signer.ts";
import { trustAny } from "./trust-any.ts";
import { trustKeys } from "./trust-keys.ts";
import { verifyImage } from "./verify-image.ts";

// Signed statements about an image, such as lists of its parts.

const keys = trustKeys([ana.public]);
const list = { bomFormat: "CycloneDX", components: [{ name: "mesh-wasm" }] };
const annotations = { "dev.sigstore.bundle.predicateType": cycloneDxPredicate };

async function attested(traits = { referrers: true }) {
  const signed = await signedImage(traits);
  const { descriptor } = await signed.repository.readManifest("1");
  const digest = await attestImage(
    signed.repository,
    descriptor,
    cycloneDxPredicate,
    list,
    keySigner(ana.private, "ana"),
  );
  return { ...signed, descriptor, digest };
}

function bundleOf(registry: MemoryRegistry, digest: string): string {
  return JSON.parse(Buffer.from(registry.manifests.get(`acme/canary ${digest}`)?.bytes ?? []).toString()).layers[0]
    .digest;
}

/** A statement as Ana would sign it, with other fields. */
function listed(changed: object = {}): string {
  return statement({ predicateType: cycloneDxPredicate, predicate: list, ...changed });
}

describe.each([{ referrers: true }, { referrers: false }])("in a registry with %o", (traits) => {
  test("what a trusted key says of an image is given back, and is said once", async () => {
    const { repository, descriptor, digest } = await attested(traits);
    const { attestations, ignored } = await verifyImage(repository, "1", keys);
    expect(attestations).toEqual([
      { digest, predicateType: cycloneDxPredicate, predicate: list, by: { kind: "key", key: ana.public } },
    ]);
    expect(ignored).toEqual([]);
    const signer = keySigner(ana.private, "ana");
    expect(await attestImage(repository, descriptor, cycloneDxPredicate, list, signer)).toBe(digest);
    const other = await attestImage(repository, descriptor, cycloneDxPredicate, { ...list, version: 2 }, signer);
    expect(other).not.toBe(digest);
    expect((await verifyImage(repository, "1", keys)).attestations).toHaveLength(2);
  });
});

test("a byte that was changed in the store is refused", async () => {
  const { registry, repository, digest } = await attested();
  replaceBlob(registry, bundleOf(registry, digest), (bytes) => flipped(bytes));
  await expect(verifyImage(repository, "1", keys)).rejects.toMatchObject({
    code: "MW0805",
    message: `the bundle of attestation ${digest} is damaged`,
  });
});

function withOtherList(bundle: BundleJson): BundleJson {
  bundle.dsseEnvelope.payload = Buffer.from(listed({ predicate: { ...list, components: [] } })).toString("base64");
  return bundle;
}

test.each([
  [
    "whose list was changed and attached anew",
    forge({ payload: listed(), change: withOtherList }),
    "MW0803",
    /does not fit/,
  ],
  [
    "that was made for another image",
    forge({ payload: listed({ subject: [{ digest: { sha256: "ab".repeat(32) } }] }) }),
    "MW0804",
    /is of another image$/,
  ],
])("a statement %s is refused", async (_, bundle, code, message) => {
  const { repository } = await signedImage();
  await attach(repository, [bundle], annotations);
  await expect(verifyImage(repository, "1", keys)).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
  });
});

test.each([
  ["somebody else", forge({ payload: listed(), signer: eve }), "MW0802"],
  ["nobody knows whom", new TextEncoder().encode("{}"), "MW0805"],
])("a statement of %s counts for nothing, and does no harm", async (_, bundle, code) => {
  const { repository } = await signedImage();
  await attach(repository, [bundle], annotations);
  const { attestations, ignored } = await verifyImage(repository, "1", keys);
  expect(attestations).toEqual([]);
  expect(ignored).toMatchObject([{ code }]);
});

test("a list of parts is no signature of the image", async () => {
  const { registry, repository, signature } = await attested();
  registry.manifests.delete(`acme/canary ${signature}`);
  const others = (await repository.referrers(image.digest)).length;
  expect(others).toBe(1);
  await expect(verifyImage(repository, "1", keys)).rejects.toMatchObject({ code: "MW0801" });
});

test("of several that are trusted any one is enough, and the error says most", async () => {
  const { repository } = await attested();
  const { signatures } = await verifyImage(repository, "1", trustAny([trustKeys([eve.public]), keys]));
  expect(signatures).toMatchObject([{ by: { key: ana.public } }]);
  const refused = verifyImage(repository, "1", trustAny([trustKeys([eve.public]), trustKeys([])]));
  await expect(refused).rejects.toMatchObject({ code: "MW0802", message: expect.stringContaining("not by eve.pub") });
});
