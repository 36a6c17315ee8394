import { describe, expect, test } from "vitest";
import { image, replaceBlob, unsignedImage } from "../fixtures/signed-image.ts";
import { cycloneDxType, inTotoType, sourceMapType, spdxType } from "../media-types.ts";
import { attachToImage } from "./attach-to-image.ts";
import { checkSubject } from "./check-subject.ts";
import { findAttachments } from "./find-attachments.ts";
import { asItIs, recogniseAttachment } from "./recognise-attachment.ts";

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const statement = {
  _type: "https://in-toto.io/Statement/v1",
  subject: [{ digest: { sha256: image.digest.slice("sha256:".length) } }],
  predicateType: "https://slsa.dev/provenance/v1",
  predicate: {},
};
const map = { version: 3, mappings: "AAAA", sources: ["assembly/index.ts"], names: [] };

test.each([
  ["a list of CycloneDX", { bomFormat: "CycloneDX", specVersion: "1.6" }, cycloneDxType],
  ["a list of SPDX", { spdxVersion: "SPDX-2.3" }, spdxType],
  ["a statement", statement, inTotoType],
  ["a source map", map, sourceMapType],
  ["something else", { version: 3 }, undefined],
  ["a list of numbers", [1, 2], undefined],
  ["null", null, undefined],
])("%s is known by its content", (_, value, type) => {
  expect(recogniseAttachment(encode(value), "file.json")?.artifactType).toBe(type);
});

test("what is no JSON is not known", () => {
  expect(recogniseAttachment(Uint8Array.of(0xff), "file")).toBeUndefined();
});

describe.each([{ referrers: true }, { referrers: false }])("in a registry with %o", (traits) => {
  test("what is attached is found by its type, and attached once", async () => {
    const { registry, repository } = await unsignedImage(traits);
    const { descriptor } = await image.readManifest(image.digest);
    const attachment = recogniseAttachment(encode(map), "canary.wasm.map");
    if (!attachment) throw new Error("a source map is not known");
    const first = await attachToImage(repository, descriptor, attachment);
    expect(await attachToImage(repository, descriptor, attachment)).toBe(first);
    await attachToImage(repository, descriptor, asItIs("application/sarif+json", encode({}), "report.sarif"));
    const found = await findAttachments(repository, image.digest, sourceMapType);
    expect(found).toMatchObject([{ artifactType: sourceMapType, title: "canary.wasm.map.gz" }]);
    expect(found.map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString()))).toEqual([map]);
    expect(await findAttachments(repository, image.digest, spdxType)).toEqual([]);
    const [manifest] = JSON.parse(
      Buffer.from(registry.manifests.get(`acme/canary ${first}`)?.bytes ?? []).toString(),
    ).layers;
    replaceBlob(registry, manifest.digest, (bytes) => bytes.map((byte) => byte ^ 1));
    await expect(findAttachments(repository, image.digest, sourceMapType)).rejects.toMatchObject({ code: "MW0710" });
  });
});

test("a statement goes to the image that it is about, and to no other", () => {
  const about = asItIs(inTotoType, encode(statement), "provenance.json");
  expect(() => checkSubject(about, image.digest)).not.toThrow();
  const other = asItIs(inTotoType, encode({ ...statement, subject: [{ digest: { sha1: "ab" } }] }), "provenance.json");
  expect(() => checkSubject(other, image.digest)).toThrow(expect.objectContaining({ code: "MW0722" }));
  expect(() => checkSubject(asItIs(spdxType, encode({}), "x"), image.digest)).not.toThrow();
});
