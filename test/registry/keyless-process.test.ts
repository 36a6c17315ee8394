import { readFileSync, writeFileSync } from "node:fs";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { identityToken, workflow } from "../../registry/fixtures/identity-token.ts";
import { image } from "../../registry/fixtures/signed-image.ts";
import { SigstoreInstance } from "../../registry/fixtures/sigstore-instance.ts";
import { temporaryFolder } from "../../registry/fixtures/temporary-folder.ts";
import { copyImage, LayoutFolder, LayoutStore } from "../../registry/index.ts";
import { bin } from "../support/cli.ts";
import { runProcess, startProcess } from "../support/run-process.ts";

// What sigstore's library does with the network is known once a process of its own does it.

/** A folder with an image and the trusted root of an instance. */
async function begin(instance: SigstoreInstance): Promise<string> {
  const folder = temporaryFolder();
  await copyImage(image, image.digest, new LayoutStore(new LayoutFolder(join(folder, "images"))), "1");
  writeFileSync(join(folder, "root.json"), instance.trustedRoot());
  return folder;
}

function sign(url: string): string[] {
  const own = ["--fulcio-url", url, "--rekor-url", url, "--trusted-root", "root.json"];
  return [bin, "sign", "--oci-layout", "images:1", ...own];
}

function environment(folder: string, more: Record<string, string>): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], HOME: folder, SIGSTORE_ID_TOKEN: identityToken(), ...more };
}

/** Passes requests on to an instance, whatever host they name. */
function forwardTo(instance: SigstoreInstance, hosts: string[]): RequestListener {
  return (asked: IncomingMessage, response: ServerResponse) => {
    hosts.push(asked.headers.host ?? "");
    const { pathname } = new URL(asked.url ?? "", instance.url);
    const passed = request(`${instance.url}${pathname}`, { method: asked.method, headers: asked.headers });
    passed.on("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    asked.pipe(passed);
  };
}

async function listen(server: Server | https.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

test("a proxy of the environment is used", async () => {
  const instance = await SigstoreInstance.start();
  const folder = await begin(instance);
  const hosts: string[] = [];
  const port = await listen(createServer(forwardTo(instance, hosts)));
  const env = environment(folder, { HTTP_PROXY: `http://127.0.0.1:${port}` });
  const { stdout } = await runProcess("node", sign("http://sigstore.test"), { cwd: folder, env });
  expect(stdout).toContain(`signed by ${workflow}`);
  expect(hosts).toEqual(["sigstore.test", "sigstore.test"]);
});

test("an authority of NODE_EXTRA_CA_CERTS is believed, and without it nobody is", async () => {
  const instance = await SigstoreInstance.start();
  const folder = await begin(instance);
  const subject = ["-subj", "/CN=mesh-wasm test", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2", "-nodes"];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-keyout", "key.pem", "-out", "cert.pem"];
  await runProcess("openssl", ["req", "-x509", ...key, ...subject], { cwd: folder });
  const [certificate, privateKey] = ["cert.pem", "key.pem"].map((file) => readFileSync(join(folder, file)));
  const port = await listen(https.createServer({ cert: certificate, key: privateKey }, forwardTo(instance, [])));
  const url = `https://127.0.0.1:${port}`;
  const trusting = environment(folder, { NODE_EXTRA_CA_CERTS: join(folder, "cert.pem") });
  const { stdout } = await runProcess("node", sign(url), { cwd: folder, env: trusting });
  expect(stdout).toContain(`signed by ${workflow}`);
  const { code, stderr } = await startProcess("node", sign(url), { cwd: folder, env: environment(folder, {}) })
    .finished;
  expect([code, stderr]).toEqual([5, expect.stringMatching(/MW0812[\s\S]*self-signed certificate/)]);
});

test("where the public instance cannot be reached, the trusted root is asked for", async () => {
  const instance = await SigstoreInstance.start();
  const folder = await begin(instance);
  const who = ["--certificate-identity", workflow, "--certificate-oidc-issuer", "https://x.test"];
  const env = environment(folder, { HTTPS_PROXY: "http://127.0.0.1:1" });
  const verify = [bin, "verify", "--oci-layout", "images:1", ...who];
  const { code, stderr } = await startProcess("node", verify, { cwd: folder, env }).finished;
  expect(code).toBe(5);
  expect(stderr).toContain("trusted_root.json cannot be fetched from https://tuf-repo-cdn.sigstore.dev");
  expect(stderr).toContain("give the trusted root in a file, with --trusted-root");
});

test("Ctrl-C ends it while a service is silent", async () => {
  const instance = await SigstoreInstance.start();
  const folder = await begin(instance);
  let asked: () => void = () => {};
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  instance.intercept = () => {
    asked();
    return true;
  };
  const running = startProcess("node", sign(instance.url), { cwd: folder, env: environment(folder, {}) });
  await isAsked;
  running.child.kill("SIGINT");
  await running.until("stderr", /MW0002/);
  expect((await running.finished).code).toBe(130);
});
