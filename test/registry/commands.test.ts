import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Captured, capture, temporaryFolder } from "../../cli/fixtures/captured-cli.ts";
import { folderWith, projectFiles } from "../../cli/fixtures/project.ts";
import { type TestRegistry, user, withoutRegistry } from "../../registry/fixtures/docker-registry.ts";
import { digestOf, LayoutFolder, LayoutStore, readModule } from "../../registry/index.ts";
import { builtFilter } from "../support/cli.ts";
import { isPrivate, registryKinds, startRegistry } from "./test-registry.ts";

// The commands for images against a registry that people run.

const module = readFileSync(builtFilter("header-routing"));
const other = readFileSync(builtFilter("telemetry"));

describe.skipIf(withoutRegistry).each(registryKinds)("a registry: %s", (kind) => {
  let registry: TestRegistry;
  const home = { folder: "" };
  let folder = "";

  beforeAll(async () => {
    registry = await startRegistry(kind);
  });
  afterAll(() => registry[Symbol.asyncDispose]());

  /** A command of somebody who is logged in, in a folder with two modules. */
  async function meshWasm(...words: string[]): Promise<Captured> {
    const ca = registry.caFile === undefined ? [] : ["--ca-file", registry.caFile];
    const takesCa = !["pack", "logout"].includes(words[0] ?? "");
    return capture([...words, ...(takesCa ? ca : [])], { cwd: folder, env: { HOME: home.folder } });
  }

  async function begin(): Promise<void> {
    folder = temporaryFolder();
    home.folder = temporaryFolder();
    writeFileSync(join(folder, "canary.wasm"), module);
    writeFileSync(join(folder, "other.wasm"), other);
    if (!isPrivate(kind)) return;
    const { status, stderr } = await login(`${user.password}\n`);
    expect(stderr).toContain("where whoever has the file can read it");
    expect(status).toBe(0);
  }

  function login(password: string): Promise<Captured> {
    const ca = registry.caFile === undefined ? [] : ["--ca-file", registry.caFile];
    const words = ["login", registry.host, "--username", user.name, "--password-stdin", ...ca];
    return capture(words, { env: { HOME: home.folder }, stdin: password });
  }

  async function data(...words: string[]): Promise<Record<string, unknown>> {
    const { status, stdout } = await meshWasm(...words, "--json");
    expect([status, stdout]).toEqual([0, stdout]);
    return JSON.parse(stdout).data;
  }

  test("push, resolve, list, tag and pull", async () => {
    await begin();
    const repository = `${registry.host}/first/canary`;
    const pushed = await data("push", `${repository}:1.0.0,1.0,latest`, "canary.wasm");
    expect(pushed).toMatchObject({ repository, tags: ["1.0.0", "1.0", "latest"], variant: "compat" });
    expect(await data("resolve", repository)).toMatchObject({ digest: pushed["digest"] });
    await data("tag", `${repository}:1.0.0`, "stable", "2");
    expect(await data("list", repository)).toEqual({ repository, tags: ["1.0", "1.0.0", "2", "latest", "stable"] });
    const pulled = await data("pull", `${repository}@${pushed["digest"]}`, "--output", "pulled.wasm");
    expect(pulled).toMatchObject({ digest: pushed["digest"], moduleDigest: digestOf(module), variant: "compat" });
    expect(readFileSync(join(folder, "pulled.wasm")).equals(module)).toBe(true);
  });

  test("inspect shows the image and the module that is in it", async () => {
    await begin();
    const reference = `${registry.host}/inspected/canary:1`;
    const { digest } = await data("push", reference, "canary.wasm", "--annotation", "org.example=yes");
    const inspection = await data("inspect", reference);
    expect(inspection).toMatchObject({ name: reference, file: null, abi: "0.2.1", size: module.length });
    expect(inspection["image"]).toMatchObject({ digest, variant: "compat", annotations: { "org.example": "yes" } });
    const { stdout } = await meshWasm("inspect", reference);
    expect(stdout).toContain(`image                             ${digest}`);
  });

  test.each(["compat", "oci", "cncf"])(
    "the same module in the layout %s has the same digest each time, and comes back",
    async (variant) => {
      await begin();
      const reference = `${registry.host}/layouts/${variant}:1`;
      const { digest } = await data("push", reference, "canary.wasm", "--variant", variant);
      expect(await data("push", reference, "canary.wasm", "--variant", variant)).toMatchObject({ digest });
      const { digest: packed } = await data(
        "pack",
        "canary.wasm",
        "--variant",
        variant,
        "--output",
        `${variant}.tar:1`,
      );
      expect(packed).toBe(digest);
      expect(await data("pull", reference, "--output", "back.wasm")).toMatchObject({
        variant,
        moduleDigest: digestOf(module),
      });
    },
  );

  test("copies within the registry, to a folder, to a file and back keep the digest", async () => {
    await begin();
    const { host } = registry;
    const { digest } = await data("push", `${host}/copies/canary:1`, "canary.wasm");
    expect(await data("copy", `${host}/copies/canary:1`, `${host}/copies/other:2`)).toMatchObject({ digest });
    expect(await data("copy", `${host}/copies/other:2`, "--to-oci-layout", "images:3")).toMatchObject({ digest });
    expect(await data("copy", "--from-oci-layout", "images:3", "--to-oci-layout", "images.tar:4")).toMatchObject({
      digest,
    });
    expect(await data("copy", "--from-oci-layout", "images.tar:4", `${host}/copies/back:5`)).toMatchObject({ digest });
    expect(await data("pull", `${host}/copies/back:5`, "--output", "back.wasm")).toMatchObject({
      moduleDigest: digestOf(module),
    });
    expect(JSON.parse(readFileSync(join(folder, "images/oci-layout"), "utf8"))).toEqual({
      imageLayoutVersion: "1.0.0",
    });
  });

  test("a tag that another image had is taken over, and the old image stays under its digest", async () => {
    await begin();
    const reference = `${registry.host}/moved/canary`;
    const { digest } = await data("push", `${reference}:1`, "canary.wasm");
    const { digest: next } = await data("push", `${reference}:1`, "other.wasm");
    expect(await data("resolve", `${reference}:1`)).toMatchObject({ digest: next });
    expect(await data("resolve", `${reference}@${digest}`)).toMatchObject({ digest });
  });

  test("a file that is there is not replaced unasked", async () => {
    await begin();
    const reference = `${registry.host}/kept/canary:1`;
    await data("push", reference, "canary.wasm");
    const { status, stderr } = await meshWasm("pull", reference, "--output", "other.wasm");
    expect(status).toBe(2);
    expect(stderr).toContain("MW0719");
    expect(readFileSync(join(folder, "other.wasm")).equals(other)).toBe(true);
    await data("pull", reference, "--output", "other.wasm", "--force");
    expect(readFileSync(join(folder, "other.wasm")).equals(module)).toBe(true);
  });

  test("an image cannot be sent to a digest, and a folder of something else takes none", async () => {
    await begin();
    const wrong = await meshWasm("push", `${registry.host}/wrong/canary@${digestOf(module)}`, "canary.wasm");
    expect([wrong.status, wrong.stderr.includes("MW0701")]).toEqual([2, true]);
    const packed = await meshWasm("pack", "canary.wasm", "--output", ".");
    expect([packed.status, packed.stderr.includes("MW0716")]).toEqual([1, true]);
    expect(existsSync(join(folder, "index.json"))).toBe(false);
  });

  test("what there is not is an error that says what there is", async () => {
    await begin();
    const reference = `${registry.host}/missing/canary`;
    await data("push", `${reference}:1`, "canary.wasm");
    const { status, stderr } = await meshWasm("pull", `${reference}:2`);
    expect([status, stderr.replaceAll(registry.host, "HOST")]).toMatchSnapshot();
    expect((await meshWasm("list", `${registry.host}/missing/none`)).stderr).toContain(
      "has no repository `missing/none`",
    );
    expect(existsSync(join(folder, "canary-2.wasm"))).toBe(false);
  });

  test.runIf(isPrivate(kind))("whoever is not logged in is told so, and nothing is sent", async () => {
    await begin();
    const reference = `${registry.host}/private/canary:1`;
    await data("push", reference, "canary.wasm");
    expect((await meshWasm("logout", registry.host)).stdout).toContain("logged out of");
    const { status, stderr } = await meshWasm("push", reference, "other.wasm");
    expect(status).toBe(5);
    expect(stderr).toContain("MW0702");
    const refused = await login("wrong");
    expect(refused.status).toBe(5);
    expect(refused.stderr).toContain("MW0702");
    expect(
      existsSync(join(home.folder, ".docker/config.json")) &&
        readFileSync(join(home.folder, ".docker/config.json"), "utf8"),
    ).not.toContain('auth"');
  });

  test.runIf(kind === "secured")(
    "a certificate that nobody knows is an error, unless it is to be trusted",
    async () => {
      await begin();
      const reference = `${registry.host}/tls/canary:1`;
      const run = (...words: string[]) =>
        capture([...words, reference, "canary.wasm"], { cwd: folder, env: { HOME: home.folder } });
      expect((await run("push")).stderr).toContain("MW0707");
      expect((await run("push", "--insecure")).status).toBe(0);
    },
  );

  test("a project's filter is built, and goes with its licence, its README and the schema of its configuration", async () => {
    await begin();
    const project = folderWith({
      ...projectFiles,
      "package.json":
        '{ "name": "canary", "version": "1.2.3", "license": "Apache-2.0", "description": "Marks canaries" }',
      LICENSE: "Apache License\n",
      "README.md": "# Canary\n",
    });
    const reference = `${registry.host}/project/canary:1`;
    const { stdout, status, stderr } = await capture(
      ["push", reference, "--json", ...(registry.caFile ? ["--ca-file", registry.caFile] : [])],
      { cwd: project, env: { HOME: home.folder } },
    );
    expect([status, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout).data).toMatchObject({ name: "canary", tags: ["1"] });
    await data("copy", reference, "--to-oci-layout", "project-image:1");
    const index = JSON.parse(readFileSync(join(folder, "project-image/index.json"), "utf8"));
    const blob = (digest: string) => readFileSync(join(folder, "project-image/blobs/sha256", digest.slice(7)));
    const manifest = JSON.parse(blob(index.manifests[0].digest).toString());
    expect(manifest.annotations).toMatchObject({
      "module.wasm.image/variant": "compat",
      "org.opencontainers.image.title": "canary",
      "org.opencontainers.image.version": "1.2.3",
      "org.opencontainers.image.licenses": "Apache-2.0",
      "io.mesh-wasm.root-ids": "canary",
      "io.mesh-wasm.abi": "0.2.1",
    });
    const { files } = await readModule(new LayoutStore(new LayoutFolder(join(folder, "project-image"))), "1");
    expect([...files.keys()].sort()).toEqual(["LICENSE", "README.md", "canary.schema.json"]);
  });
});
