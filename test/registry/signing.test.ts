import { copyFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Captured, capture, temporaryFolder } from "../../cli/fixtures/captured-cli.ts";
import {
  type DockerRegistry,
  startDockerRegistry,
  user,
  withoutRegistry,
} from "../../registry/fixtures/docker-registry.ts";
import { builtFilter } from "../support/cli.ts";
import { runProcess } from "../support/run-process.ts";

// `generate-key-pair`, `sign` and `verify` against a registry that people run.

describe.skipIf(withoutRegistry).each(["plain", "secured"] as const)("a registry that is %s", (kind) => {
  let registry: DockerRegistry;
  let folder = "";
  let password = "";

  beforeAll(async () => {
    registry = await startDockerRegistry(kind);
  });
  afterAll(() => registry[Symbol.asyncDispose]());

  async function meshWasm(...words: string[]): Promise<Captured> {
    const takesCa = registry.caFile !== undefined && words[0] !== "generate-key-pair";
    const ca = takesCa ? ["--ca-file", registry.caFile ?? ""] : [];
    return capture([...words, ...ca], { cwd: folder, env: { HOME: folder, COSIGN_PASSWORD: password } });
  }

  async function data(...words: string[]) {
    const { status, stdout } = await meshWasm(...words, "--json");
    expect([status, stdout]).toEqual([0, stdout]);
    return JSON.parse(stdout).data;
  }

  /** Somebody with a pair of keys, and an image of theirs; gives back its reference without the tag `1`, and its digest. */
  async function begin(repository: string): Promise<{ name: string; digest: string }> {
    folder = temporaryFolder();
    password = "correct horse";
    if (kind === "secured") {
      const login = ["login", registry.host, "-u", user.name, "--password-stdin", "--ca-file", registry.caFile ?? ""];
      expect((await capture(login, { env: { HOME: folder }, stdin: user.password })).status).toBe(0);
    }
    copyFileSync(builtFilter("header-routing"), join(folder, "canary.wasm"));
    await data("generate-key-pair");
    const name = `${registry.host}/signed/${repository}`;
    const { digest } = await data("push", `${name}:1`, "canary.wasm");
    return { name, digest };
  }

  test("an image is signed once, and verified by its tag and its digest", async () => {
    const { name, digest } = await begin("once");
    const first = await meshWasm("sign", "--key", "cosign.key", `${name}:1`);
    expect(first.status).toBe(0);
    expect(first.stdout).toContain(`${name}@${digest}\n`);
    expect(first.stderr).toContain(`the tag 1 may name another image later; what is signed is ${digest}`);
    const again = await meshWasm("sign", "--key", "cosign.key", `${name}@${digest}`);
    expect(again.stdout).toContain("which was there already");
    expect(again.stderr).not.toContain("may name another image");
    for (const reference of [`${name}:1`, `${name}@${digest}`]) {
      const verified = await data("verify", "--key", "cosign.pub", reference);
      expect(verified).toMatchObject({ repository: name, digest, signatures: [{ keyFile: "cosign.pub" }], parts: 2 });
      const spki = ["pkey", "-pubin", "-in", join(folder, "cosign.pub"), "-outform", "DER"];
      await runProcess("openssl", [...spki, "-out", join(folder, "cosign.der")]);
      const { stdout } = await runProcess("openssl", ["dgst", "-sha256", "-r", join(folder, "cosign.der")]);
      expect(stdout).toContain(verified.signatures[0].key);
    }
  });

  test("a signature goes with the image to a file and to another repository", async () => {
    const { name, digest } = await begin("carried");
    const { signature } = await data("sign", "--key", "cosign.key", `${name}@${digest}`);
    await data("copy", "--referrers", `${name}:1`, "--to-oci-layout", "canary.tar:1");
    await data("copy", "--referrers", "--from-oci-layout", "canary.tar:1", `${name}-there:2`);
    expect(await data("verify", "--key", "cosign.pub", `${name}-there:2`)).toMatchObject({
      digest,
      signatures: [{ digest: signature }],
    });
    await data("copy", `${name}:1`, `${name}-bare:1`);
    const { status, stderr } = await meshWasm("verify", "--key", "cosign.pub", `${name}-bare:1`);
    expect([status, stderr]).toEqual([1, expect.stringContaining("MW0801")]);
  });

  test("images in a file are signed and verified", async () => {
    await begin("file");
    const { digest } = await data("copy", `${registry.host}/signed/file:1`, "--to-oci-layout", "canary.tar:1");
    // They need no registry
    const local = (...words: string[]) =>
      capture([...words, "--oci-layout", "canary.tar:1", "--json"], {
        cwd: folder,
        env: { MESH_WASM_KEY_PASSWORD: password },
      });
    expect(JSON.parse((await local("sign", "--key", "cosign.key")).stdout).data).toMatchObject({ digest, isNew: true });
    expect(JSON.parse((await local("sign", "--key", "cosign.key")).stdout).data).toMatchObject({ isNew: false });
    const { stdout, status } = await local("verify", "--key", "cosign.pub");
    expect([status, JSON.parse(stdout).data]).toMatchObject([0, { digest, repository: "canary.tar" }]);
  });

  test("of several keys one is enough, and another one is not", async () => {
    const { name } = await begin("keys");
    await data("generate-key-pair", "--output", "keys/other");
    await data("sign", "--key", "cosign.key", `${name}:1`);
    await data("verify", "--key", "keys/other.pub", "--key", "cosign.pub", `${name}:1`);
    const { status, stderr } = await meshWasm("verify", "--key", "keys/other.pub", `${name}:1`);
    expect(status).toBe(1);
    expect(stderr).toContain("MW0802");
    expect(stderr).toContain("is signed, and not by keys/other.pub");
  });

  test("a byte that changes in the registry's files is found", async () => {
    const { name, digest } = await begin("changed");
    const { signature } = await data("sign", "--key", "cosign.key", `${name}:1`);
    const json = (of: string) => JSON.parse(readFileSync(registry.fileOf(of), "utf8"));
    const image = json(digest);
    const [bundle] = json(signature).layers;
    for (const [changed, code, message] of [
      [digest, "MW0807", "the manifest of"],
      [image.layers[0].digest, "MW0807", "layer 1 of"],
      [image.config.digest, "MW0807", "the configuration of"],
      [signature, "MW0805", `the manifest of signature ${signature}`],
      [bundle.digest, "MW0805", `the bundle of signature ${signature}`],
    ]) {
      const before = readFileSync(registry.fileOf(changed));
      // Inside of a name or value, so that the JSON is still whole
      const at = Math.max(before.lastIndexOf("application") + 5, before.length >> 1);
      writeFileSync(registry.fileOf(changed), before.with(at, (before[at] ?? 0) ^ 1));
      const { status, stderr } = await meshWasm("verify", "--key", "cosign.pub", `${name}@${digest}`);
      writeFileSync(registry.fileOf(changed), before);
      expect(status).toBe(1);
      expect(stderr).toContain(code);
      expect(stderr).toContain(message);
    }
    await data("verify", "--key", "cosign.pub", `${name}@${digest}`);
  });

  test("keys are for their owner, and are not replaced unasked", async () => {
    await begin("owner");
    expect(statSync(join(folder, "cosign.key")).mode & 0o777).toBe(0o600);
    const before = readFileSync(join(folder, "cosign.key"), "utf8");
    expect(before).toMatch(/^-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\n/);
    const { status, stderr } = await meshWasm("generate-key-pair");
    expect([status, stderr]).toEqual([2, expect.stringContaining("MW0719")]);
    expect(readFileSync(join(folder, "cosign.key"), "utf8")).toBe(before);
    password = "";
    expect((await meshWasm("generate-key-pair", "--force")).stderr).toContain("has no password");
    expect(readFileSync(join(folder, "cosign.key"), "utf8")).not.toBe(before);
  });
});
