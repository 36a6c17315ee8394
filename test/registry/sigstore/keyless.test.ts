import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Captured, capture, temporaryFolder } from "../../../cli/fixtures/captured-cli.ts";
import { SigstoreInstance } from "../../../registry/fixtures/sigstore-instance.ts";
import { builtFilter } from "../../support/cli.ts";
import { goEnvironment, hasGoTool, withoutGoTools } from "../../support/go-tools.ts";
import { type Finished, runProcess } from "../../support/run-process.ts";
import { startReferrersRegistry } from "../referrers-registry.ts";
import { type RealSigstore, startRealSigstore } from "./real-sigstore.ts";

// `sign` and `verify` with certificates, against the services of sigstore as people run them.

describe.skipIf(withoutGoTools)("real services of sigstore", () => {
  let sigstore: RealSigstore;
  let registry: Awaited<ReturnType<typeof startReferrersRegistry>>;
  let folder = "";

  beforeAll(async () => {
    [sigstore, registry] = await Promise.all([startRealSigstore(), startReferrersRegistry()]);
  });
  afterAll(async () => {
    await sigstore[Symbol.asyncDispose]();
    await registry[Symbol.asyncDispose]();
  });

  function meshWasm(...words: string[]): Promise<Captured> {
    return capture([...words, "--json"], { cwd: folder, env: { HOME: folder } });
  }

  /** An image that nobody has signed, in a new folder; gives back its reference. */
  async function pushed(name: string): Promise<string> {
    folder = temporaryFolder();
    copyFileSync(builtFilter("header-routing"), join(folder, "canary.wasm"));
    const { stdout } = await meshWasm("push", `${registry.host}/keyless/${name}:1`, "canary.wasm");
    return `${registry.host}/keyless/${name}@${JSON.parse(stdout).data.digest}`;
  }

  async function sign(reference: string, token: string): Promise<Captured> {
    writeFileSync(join(folder, "token"), token);
    const own = ["--signing-config", sigstore.signingConfig, "--trusted-root", sigstore.trustedRoot];
    return meshWasm("sign", reference, "--identity-token", "token", ...own);
  }

  function verify(reference: string, identity: string, issuer = sigstore.issuer): Promise<Captured> {
    const who = ["--certificate-identity", identity, "--certificate-oidc-issuer", issuer];
    return meshWasm("verify", reference, ...who, "--trusted-root", sigstore.trustedRoot);
  }

  test("an image is signed by whoever a token is of", async () => {
    const reference = await pushed("once");
    const signed = await sign(reference, await sigstore.token("ana@example.com"));
    expect([signed.status, signed.stdout]).toEqual([0, signed.stdout]);
    const by = { identity: "ana@example.com", issuer: sigstore.issuer };
    expect(JSON.parse(signed.stdout).data).toMatchObject({ ...by, isNew: true });
    const verified = await verify(reference, "ana@example.com");
    expect([verified.status, JSON.parse(verified.stdout).data.signatures]).toMatchObject([0, [by]]);
  });

  test("somebody else is somebody else", async () => {
    const reference = await pushed("eve");
    expect((await sign(reference, await sigstore.token("eve@example.com"))).status).toBe(0);
    const { status, stdout } = await verify(reference, "ana@example.com");
    expect([status, JSON.parse(stdout).error.code]).toEqual([1, "MW0802"]);
    expect(JSON.parse(stdout).error.details).toEqual([
      expect.stringContaining(`was made by eve@example.com of ${sigstore.issuer}`),
    ]);
  });

  test("a token for another audience, and one that nobody has signed, get no certificate", async () => {
    const reference = await pushed("refused");
    const token = await sigstore.token("ana@example.com");
    const forged = token.replace(/\.[^.]+$/, `.${Buffer.from("x".repeat(256)).toString("base64url")}`);
    for (const wrong of [await sigstore.token("ana@example.com", "other"), forged]) {
      const { status, stdout } = await sign(reference, wrong);
      expect([status, JSON.parse(stdout).error]).toMatchObject([5, { code: "MW0812" }]);
      expect(JSON.parse(stdout).error.message).toBe("the certificate authority gave no certificate");
      expect(stdout).not.toContain(wrong.split(".")[1]);
    }
    expect((await verify(reference, "ana@example.com")).stdout).toContain("MW0801");
  });

  test("another instance of sigstore is not trusted", async () => {
    const reference = await pushed("other");
    await sign(reference, await sigstore.token("ana@example.com"));
    const other = await SigstoreInstance.start();
    writeFileSync(join(folder, "other.json"), other.trustedRoot());
    const who = ["--certificate-identity", "ana@example.com", "--certificate-oidc-issuer", sigstore.issuer];
    const { status, stdout } = await meshWasm("verify", reference, ...who, "--trusted-root", "other.json");
    expect([status, JSON.parse(stdout).error.code]).toEqual([1, "MW0815"]);
  });

  describe.skipIf(!hasGoTool("cosign"))("and cosign", () => {
    function cosign(...words: string[]): Promise<Finished> {
      return runProcess("cosign", words, { cwd: folder, env: goEnvironment(folder) });
    }

    function cosignVerifies(reference: string, identity: string): Promise<Finished> {
      const who = ["--certificate-identity", identity, "--certificate-oidc-issuer", sigstore.issuer];
      return cosign("verify", ...who, "--trusted-root", sigstore.trustedRoot, reference);
    }

    test("cosign verifies what was signed here", async () => {
      const reference = await pushed("for-cosign");
      expect((await sign(reference, await sigstore.token("ana@example.com"))).status).toBe(0);
      const { stderr } = await cosignVerifies(reference, "ana@example.com");
      expect(stderr).toContain("Existence of the claims in the transparency log was verified offline");
      await expect(cosignVerifies(reference, "eve@example.com")).rejects.toThrow(/expected SAN value .+eve@example/);
    });

    test("what cosign has signed is verified here", async () => {
      const reference = await pushed("of-cosign");
      const token = await sigstore.token("ana@example.com");
      const own = ["--signing-config", sigstore.signingConfig, "--trusted-root", sigstore.trustedRoot];
      await cosign("sign", "--yes", "--identity-token", token, ...own, reference);
      const { status, stdout } = await verify(reference, "ana@example.com");
      const by = { identity: "ana@example.com", issuer: sigstore.issuer };
      expect([status, JSON.parse(stdout).data?.signatures]).toMatchObject([0, [by]]);
      expect((await verify(reference, "eve@example.com")).stdout).toContain("MW0802");
    });
  });
});
