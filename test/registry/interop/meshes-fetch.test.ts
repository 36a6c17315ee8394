import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { capture, temporaryFolder } from "../../../cli/fixtures/captured-cli.ts";
import { startDockerRegistry, type TestRegistry, user } from "../../../registry/fixtures/docker-registry.ts";
import { digestOf } from "../../../registry/index.ts";
import { tar } from "../../../registry/layout/tar.ts";
import { withoutGoTools } from "../../support/go-tools.ts";
import { startAnsweringProxy } from "../answering-proxy.ts";
import { startRegistry } from "../test-registry.ts";
import { type Layer, pushIndex, pushLayers } from "./foreign-images.ts";
import { meshWasm, module, moduleFile } from "./interop-registries.ts";
import { type Fetched, fetchInsecurely, meshFetchers } from "./mesh-fetchers.ts";

// What we push and pack, before the code with which Istio's agent and Envoy Gateway's controller fetch modules.

const hex = (digest: string): string => digest.slice("sha256:".length);
const fetched: Fetched = { sha256: hex(digestOf(module)) };
const refused = (why: string | RegExp): Fetched => ({ error: expect.stringMatching(why) });

const tarGzip = "application/vnd.oci.image.layer.v1.tar+gzip";
const wasmLayer = "application/vnd.module.wasm.content.layer.v1+wasm";
const layerOf = (name: string): Uint8Array => gzipSync(tar([{ name, bytes: module }]));
const title = withoutGoTools ? "%s fetches (npm run test:registry runs these)" : "%s fetches";

describe.skipIf(withoutGoTools).each(Object.entries(meshFetchers))(title, (mesh, fetch) => {
  let registry: TestRegistry;
  let secured: TestRegistry;
  beforeAll(async () => {
    registry = await startDockerRegistry("plain");
    secured = await startDockerRegistry("secured");
  });
  afterAll(async () => {
    await registry[Symbol.asyncDispose]();
    await secured[Symbol.asyncDispose]();
  });

  test.each(["compat", "oci"])("what is pushed as %s: by its tag, by its digest, and pinned", async (variant) => {
    const name = `${registry.host}/fetched/${variant}`;
    const { digest } = await meshWasm(temporaryFolder(), "push", `${name}:1`, moduleFile, "--variant", variant);
    expect(await fetch(`${name}:1`)).toEqual(fetched);
    expect(await fetch(`${name}@${digest}`)).toEqual(fetched);
    expect(await fetch(`${name}:1`, { sha256: hex(String(digest)) })).toEqual(fetched);
  });

  test.each(["compat", "oci"])("what is packed as %s and copied to a registry from a file", async (variant) => {
    const folder = temporaryFolder();
    const name = `${registry.host}/packed/${variant}`;
    const { digest } = await meshWasm(folder, "pack", moduleFile, "--variant", variant, "--output", "images.tar:1");
    await meshWasm(folder, "copy", "--from-oci-layout", "images.tar:1", `${name}:1`);
    expect(await fetch(`${name}@${digest}`)).toEqual(fetched);
  });

  test("a module that has files beside it, which a project's image has", async () => {
    const reference = `${registry.host}/fetched/files:1`;
    const layer = gzipSync(
      tar([
        { name: "plugin.wasm", bytes: module },
        { name: "LICENSE", bytes: new Uint8Array(700) },
      ]),
    );
    await pushLayers(registry, reference, [[tarGzip, layer]]);
    expect(await fetch(reference)).toEqual(fetched);
  });

  test("no other image than the one that is pinned", async () => {
    const reference = `${registry.host}/pinned/image:1`;
    const { digest } = await meshWasm(temporaryFolder(), "push", reference, moduleFile);
    const wrong = refused(`has checksum ${hex(String(digest))}, which does not match`);
    expect(await fetch(reference, { sha256: "0".repeat(64) })).toEqual(wrong);
    // What is pinned is the image, not the module in it
    expect(await fetch(reference, { sha256: hex(digestOf(module)) })).toEqual(wrong);
  });

  test("no index that is pinned, which is why we push none", async () => {
    const name = `${registry.host}/pinned/index`;
    const { digest } = await meshWasm(temporaryFolder(), "push", `${name}:image`, moduleFile);
    const index = await pushIndex(registry, `${name}:1`, String(digest), { os: "linux", architecture: "amd64" });
    expect(await fetch(`${name}:1`)).toEqual(fetched);
    expect(await fetch(`${name}:1`, { sha256: hex(String(digest)) })).toEqual(fetched);
    const wrong = refused(`has checksum ${hex(String(digest))}, which does not match: ${hex(index)}`);
    expect(await fetch(`${name}@${index}`)).toEqual(wrong);
    expect(await fetch(`${name}:1`, { sha256: hex(index) })).toEqual(wrong);
    await pushIndex(registry, `${name}:wasm`, String(digest), { os: "wasip1", architecture: "wasm" });
    expect(await fetch(`${name}:wasm`)).toEqual(refused("no child with platform linux/amd64"));
  });

  test("nothing that is pushed as cncf, as `push` says", async () => {
    const reference = `${registry.host}/refused/cncf:1`;
    await meshWasm(temporaryFolder(), "push", reference, moduleFile, "--variant", "cncf");
    expect(await fetch(reference)).toEqual(refused("invalid format as an OCI image"));
  });

  test.each<[string, Layer[], string]>([
    ["whose module is alone", [[wasmLayer, module]], "number of layers must be 2 but got 1"],
    ["whose module has another name", [[tarGzip, layerOf("filter.wasm")]], "plugin.wasm not found in the archive"],
    [
      "whose layer is not compressed",
      [["application/vnd.oci.image.layer.v1.tar", tar([{ name: "plugin.wasm", bytes: module }])]],
      "invalid media type application/vnd.oci.image.layer.v1.tar",
    ],
    [
      "whose module is below another layer",
      [
        [tarGzip, layerOf("plugin.wasm")],
        [tarGzip, layerOf("other.wasm")],
      ],
      "plugin.wasm not found in the archive",
    ],
    ["whose module is none", [[tarGzip, gzipSync(tar([{ name: "plugin.wasm", bytes: layerOf("a") }]))]], "is invalid"],
    ["whose layer is an archive that ends", [[tarGzip, layerOf("plugin.wasm").subarray(0, 500)]], "unexpected EOF"],
  ])("no image %s", async (_, layers, why) => {
    const reference = `${registry.host}/refused/${digestOf(new TextEncoder().encode(why)).slice(7, 27)}:1`;
    await pushLayers(registry, reference, layers);
    expect(await fetch(reference)).toEqual(refused(why));
  });

  test("no module of more than 256 MiB", async () => {
    const reference = `${registry.host}/refused/large:1`;
    const large = new Uint8Array((256 << 20) + 1);
    large.set(module);
    await pushLayers(registry, reference, [[tarGzip, gzipSync(tar([{ name: "plugin.wasm", bytes: large }]))]]);
    const why = { Istio: "failed to read plugin.wasm: unexpected EOF", "Envoy Gateway": "exceeds maximum size" };
    expect(await fetch(reference)).toEqual(refused(why[mesh as keyof typeof why]));
  });

  test.each(["compat", "oci"])("%s out of a registry that wants a password, with a pull secret", async (variant) => {
    const folder = temporaryFolder();
    const { host, caFile } = secured;
    const ca = ["--ca-file", caFile ?? ""];
    const login = ["login", host, "--username", user.name, "--password-stdin", ...ca];
    await capture(login, { env: { HOME: folder }, stdin: user.password });
    const reference = `${host}/private/${variant}:1`;
    const { digest } = await meshWasm(folder, "push", reference, moduleFile, "--variant", variant, ...ca);
    // What `login` has written is what a secret of the kind dockerconfigjson has
    const pullSecret = join(folder, ".docker/config.json");
    expect(await fetch(reference, { caFile, pullSecret, sha256: hex(String(digest)) })).toEqual(fetched);
    expect(await fetch(reference, { caFile })).toEqual(refused(/UNAUTHORIZED|401/));
    const wrong = join(folder, "wrong.json");
    const auth = Buffer.from(`${user.name}:wrong`).toString("base64");
    writeFileSync(wrong, JSON.stringify({ auths: { [host]: { auth } } }));
    expect(await fetch(reference, { caFile, pullSecret: wrong })).toEqual(refused(/UNAUTHORIZED|401/));
    expect(await fetch(reference, { pullSecret })).toEqual(refused("certificate signed by unknown authority"));
    if (mesh === "Istio") expect(await fetchInsecurely(reference, { pullSecret })).toEqual(fetched);
  });

  test("what asks for a password in a realm that is no address, unless it is Istio", async () => {
    const folder = temporaryFolder();
    await meshWasm(folder, "push", `${registry.host}/private/realm:1`, moduleFile);
    const auth = Buffer.from(`${user.name}:${user.password}`).toString("base64");
    await using proxy = await startAnsweringProxy(registry.host, ({ headers }, response) => {
      if (headers.authorization === `Basic ${auth}`) return false;
      response.writeHead(401, { "www-authenticate": 'Basic realm="Registry"' }).end();
      return true;
    });
    const pullSecret = join(folder, "secret.json");
    writeFileSync(pullSecret, JSON.stringify({ auths: { [proxy.host]: { auth } } }));
    const outcome = mesh === "Istio" ? refused('rejected unsafe bearer realm: realm scheme ""') : fetched;
    expect(await fetch(`${proxy.host}/private/realm:1`, { pullSecret })).toEqual(outcome);
  });

  test("nothing where tokens come from an address of a network of one's own", async () => {
    await using withTokens = await startRegistry("with tokens");
    expect(await fetch(`${withTokens.host}/private/tokens:1`)).toEqual(
      refused(/private\b.*\bIP|private or link-local/),
    );
  });
});
