import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Captured, capture, temporaryFolder } from "../../cli/fixtures/captured-cli.ts";
import { identityToken, issuer, workflow } from "../../registry/fixtures/identity-token.ts";
import { SigstoreInstance } from "../../registry/fixtures/sigstore-instance.ts";
import { builtFilter } from "../support/cli.ts";

// `sign` and `verify` with certificates of sigstore, over an image in a file.

/** Somebody with an image in a file, and an instance of sigstore. */
async function begin() {
  const folder = temporaryFolder();
  copyFileSync(builtFilter("header-routing"), join(folder, "canary.wasm"));
  const instance = await SigstoreInstance.start();
  writeFileSync(join(folder, "root.json"), instance.trustedRoot());
  mkdirSync(join(folder, "home"));
  function meshWasm(words: string[], env: Record<string, string> = {}): Promise<Captured> {
    return capture(words, { cwd: folder, env: { HOME: join(folder, "home"), ...env } });
  }
  const { status, stderr } = await meshWasm(["pack", "canary.wasm", "--output", "canary.tar:1"]);
  expect([status, stderr]).toEqual([0, stderr]);
  const { url } = instance;
  const own = [
    "--fulcio-url",
    url,
    "--rekor-url",
    `${url}/`,
    "--timestamp-server-url",
    url,
    "--trusted-root",
    "root.json",
  ];
  return { folder, instance, meshWasm, sign: ["sign", "--oci-layout", "canary.tar:1", ...own] };
}

const who = ["--certificate-identity", workflow, "--certificate-oidc-issuer", issuer];
const verify = ["verify", "--oci-layout", "canary.tar:1", "--trusted-root", "root.json"];

test("an image is signed and verified", async () => {
  const { meshWasm, sign, instance } = await begin();
  const token = identityToken();
  const signed = await meshWasm(sign, { SIGSTORE_ID_TOKEN: token });
  expect([signed.status, signed.stdout]).toEqual([
    0,
    expect.stringMatching(
      /^canary\.tar@sha256:\w+\nsignature sha256:\w+\nsigned by (\S+), issuer (\S+), entry \d+ of the transparency log\n$/,
    ),
  ]);
  expect(signed.stdout + signed.stderr).not.toContain(token);
  expect(instance.requests).toHaveLength(3);
  const verified = await meshWasm([...verify, ...who]);
  expect(verified.stdout).toMatch(
    /^canary\.tar@sha256:\w+\nsigned by (\S+), issuer (\S+), entry \d+ of the transparency log\nmanifest and 2 parts are/,
  );
  const { data } = JSON.parse((await meshWasm([...verify, ...who, "--json"])).stdout);
  expect(data.signatures).toEqual([
    { digest: expect.stringMatching(/^sha256:/), identity: workflow, issuer, logIndex: expect.stringMatching(/^\d+$/) },
  ]);
  // All that it takes is in the signature and the trusted root
  expect((await meshWasm([...verify, ...who, "--offline"])).status).toBe(0);
});

test("a token is taken from where it is given", async () => {
  const { meshWasm, sign, folder } = await begin();
  const tokenOf = (sub: string) => identityToken({ sub: `https://${sub}.test` });
  writeFileSync(join(folder, "token"), `${tokenOf("file")}\n`);
  async function signer(words: string[], env: Record<string, string>): Promise<string> {
    const { stdout } = await meshWasm([...sign, "--json", ...words], env);
    return JSON.parse(stdout).data?.identity ?? stdout;
  }
  const env = { SIGSTORE_ID_TOKEN: tokenOf("environment") };
  expect(await signer(["--identity-token", "token"], env)).toBe("https://file.test");
  expect(await signer(["--identity-token", tokenOf("value")], env)).toBe("https://value.test");
  expect(await signer([], env)).toBe("https://environment.test");
});

test("somebody else, an instance that is not there and a token that is no longer good are told of", async () => {
  const { meshWasm, sign } = await begin();
  await meshWasm(sign, { SIGSTORE_ID_TOKEN: identityToken({ sub: "https://eve.test" }) });
  const other = await meshWasm([...verify, ...who]);
  expect([other.status, other.stderr]).toEqual([
    1,
    expect.stringContaining(`was made by https://eve.test of ${issuer}`),
  ]);
  const token = identityToken();
  const gone = sign.map((word) => word.replace(/^http:.*/, "http://127.0.0.1:1"));
  const nobody = await meshWasm(gone, { SIGSTORE_ID_TOKEN: token });
  expect([nobody.status, nobody.stderr]).toEqual([5, expect.stringMatching(/MW0812[\s\S]*ECONNREFUSED/)]);
  expect(nobody.stderr).not.toContain(token);
  const expired = await meshWasm(sign, { SIGSTORE_ID_TOKEN: identityToken({ exp: 1 }) });
  expect([expired.status, expired.stderr]).toEqual([2, expect.stringContaining("MW0811")]);
});
