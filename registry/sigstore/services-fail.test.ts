import { expect, test } from "vitest";
import { identityToken } from "../fixtures/identity-token.ts";
import { signerAt } from "../fixtures/keyless.ts";
import { unsignedImage } from "../fixtures/signed-image.ts";
import { SigstoreInstance } from "../fixtures/sigstore-instance.ts";
import { signImage } from "../trust/sign-image.ts";
import { keylessSigner } from "./keyless-signer.ts";
import { readTrustedRoot } from "./trusted-root.ts";

const services = [
  ["/api/v2/signingCert", "the certificate authority gave no certificate"],
  ["/api/v1/log/entries", "the transparency log took no entry"],
  ["/api/v1/timestamp", "the timestamp authority gave no timestamp"],
] as const;

test.each(services)(
  "where %s refuses, that is said with its reason, and nothing is attached",
  async (path, message) => {
    const instance = await SigstoreInstance.start();
    instance.intercept = (asked, _, response) => {
      if (asked !== path) return false;
      response.writeHead(403, { "content-type": "application/json" }).end('{"message":"not today"}');
      return true;
    };
    const { repository, registry } = await unsignedImage({ referrers: true });
    registry.requests.length = 0;
    const signing = signImage(repository, "1", await signerAt(instance));
    await expect(signing).rejects.toMatchObject({ code: "MW0812", message, details: ["(403) not today"] });
    expect([...registry.paths("PUT"), ...registry.paths("POST")]).toEqual([]);
  },
);

test.each(services)("where %s fails for a moment, it is asked again", async (path) => {
  const instance = await SigstoreInstance.start();
  let failures = 0;
  instance.intercept = (asked, _, response) => {
    if (asked !== path || failures > 0) return false;
    failures++;
    response.writeHead(503).end();
    return true;
  };
  const { repository } = await unsignedImage();
  expect(await signImage(repository, "1", await signerAt(instance))).toMatchObject({ isNew: true });
  expect(failures).toBe(1);
});

test("an answer that is no certificate is refused", async () => {
  const instance = await SigstoreInstance.start();
  instance.intercept = (asked, _, response) => {
    if (asked !== "/api/v2/signingCert") return false;
    response.writeHead(201, { "content-type": "application/json" }).end("{}");
    return true;
  };
  const { repository } = await unsignedImage();
  const signing = signImage(repository, "1", await signerAt(instance));
  await expect(signing).rejects.toMatchObject({ code: "MW0812" });
});

test("who wants to stop does not wait for a service", async () => {
  const instance = await SigstoreInstance.start();
  const abort = new AbortController();
  // It never answers
  instance.intercept = () => {
    abort.abort("stop");
    return true;
  };
  const { repository } = await unsignedImage();
  const { url } = instance;
  const signer = keylessSigner({
    token: identityToken(),
    services: { fulcio: url, rekor: { url, version: 1 }, timestamps: undefined },
    root: await readTrustedRoot(instance.trustedRoot(), "root.json"),
    signal: abort.signal,
  });
  await expect(signImage(repository, "1", signer)).rejects.toBe("stop");
});
