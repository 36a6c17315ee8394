import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../../registry/fixtures/docker-registry.ts";
import { trustedRootJson } from "../../../registry/fixtures/trusted-root-json.ts";
import { goEnvironment } from "../../support/go-tools.ts";
import { runProcess, startProcess } from "../../support/run-process.ts";
import { startTokenProvider } from "./token-provider.ts";

/** Sigstore as people run it: Fulcio, a certificate transparency log, Rekor in its second version, a timestamp authority. */
export interface RealSigstore extends AsyncDisposable {
  /** The issuer of tokens, which Fulcio believes. */
  issuer: string;
  trustedRoot: string;
  signingConfig: string;
  /** A token for an address. */
  token(email: string, audience?: string): Promise<string>;
}

const password = "correct horse";
/** What Rekor calls itself in its checkpoints. */
const origin = "rekor.test";

/** Starts all services, with keys of their own; the timestamp authority has a port 2112 that it cannot do without. */
export async function startRealSigstore(): Promise<RealSigstore> {
  const folder = mkdtempSync(join(tmpdir(), "mesh-wasm-sigstore-"));
  const env = goEnvironment(folder);
  await makeKeys(folder);
  const provider = await startTokenProvider();
  const ports = await Promise.all(Array.from({ length: 8 }, freePort));
  const [ct = 0, rekor = 0, tsa = 0, fulcio = 0, ...rest] = ports;
  const [rekorGrpc, rekorMetrics, fulcioGrpc, fulcioMetrics] = rest.map(String);
  const issuer = { IssuerURL: provider.issuer, ClientID: "sigstore", Type: "email" };
  writeFileSync(join(folder, "fulcio.json"), JSON.stringify({ OIDCIssuers: { [provider.issuer]: issuer } }));
  const services = [
    start("tesseract", [
      ...["-http_endpoint", `127.0.0.1:${ct}`, "-origin", "ct.test/log", "-storage_dir", "ct"],
      ...["-roots_pem_file", "ca.pem", "-private_key", "ct.key"],
    ]),
    start("rekor-server", [
      ...["serve", "--http-port", `${rekor}`, "--grpc-port", `${rekorGrpc}`, "--http-metrics-port", `${rekorMetrics}`],
      ...["--hostname", origin, "--signer-filepath", "rekor.key", "--storage-dir", "rekor"],
      ...["--checkpoint-interval", "500ms"],
    ]),
    start("timestamp-server", [
      ...["serve", "--host", "127.0.0.1", "--port", `${tsa}`, "--timestamp-signer", "memory"],
      "--disable-ntp-monitoring",
    ]),
    start("fulcio", [
      ...["serve", "--host", "127.0.0.1", "--port", `${fulcio}`, "--metrics-port", `${fulcioMetrics}`],
      ...["--grpc-host", "127.0.0.1", "--grpc-port", `${fulcioGrpc}`],
      ...["--legacy-unix-domain-socket", join(folder, "fulcio.socket"), "--config-path", "fulcio.json"],
      ...["--ca", "fileca", "--fileca-cert", "ca.pem", "--fileca-key", "ca.key", "--fileca-key-passwd", password],
      ...["--fileca-watch=false", "--ct-log-url", `http://127.0.0.1:${ct}`, "--ct-log-public-key-path", "ct.pub"],
    ]),
  ];
  function start(command: string, args: string[]) {
    return startProcess(command, args, { cwd: folder, env });
  }
  const url = (port: number): string => `http://127.0.0.1:${port}`;
  for (const port of [ct, rekor, tsa, fulcio]) await answers(url(port), services);
  const chain = await (await fetch(`${url(tsa)}/api/v1/timestamp/certchain`)).text();
  const trustedRoot = join(folder, "trusted_root.json");
  const signingConfig = join(folder, "signing_config.json");
  const authorities = {
    url: `http://${origin}`,
    ca: [await der(folder, ["x509", "-in", "ca.pem", "-outform", "DER"])],
    ctLog: await der(folder, ["pkey", "-in", "ct.key", "-pubout", "-outform", "DER"]),
    log: await der(folder, ["pkey", "-in", "rekor.key", "-pubout", "-outform", "DER"]),
    tsa: certificates(chain),
  };
  writeFileSync(trustedRoot, trustedRootJson(authorities));
  writeFileSync(signingConfig, JSON.stringify(configOf(url(fulcio), url(rekor), `${url(tsa)}/api/v1/timestamp`)));
  return {
    issuer: provider.issuer,
    trustedRoot,
    signingConfig,
    token: provider.token,
    async [Symbol.asyncDispose]() {
      for (const { child } of services) child.kill("SIGKILL");
      await Promise.all(services.map(({ finished }) => finished));
      provider.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function makeKeys(folder: string): Promise<void> {
  const run = (...words: string[]) => runProcess("openssl", words, { cwd: folder });
  const key = ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"];
  await run(...key, "-aes-256-cbc", "-pass", `pass:${password}`, "-out", "ca.key");
  await run(...key, "-out", "ct.pkcs8");
  // The certificate transparency log reads keys in the older form alone
  await run("ec", "-in", "ct.pkcs8", "-out", "ct.key");
  await run("pkey", "-in", "ct.key", "-pubout", "-out", "ct.pub");
  await run(...key, "-out", "rekor.key");
  const extensions = ["basicConstraints=critical,CA:TRUE,pathlen:1", "keyUsage=critical,keyCertSign,cRLSign"];
  await run(
    ...["req", "-x509", "-new", "-key", "ca.key", "-passin", `pass:${password}`, "-days", "2", "-out", "ca.pem"],
    ...["-subj", "/O=mesh-wasm test/CN=fulcio", "-addext", "extendedKeyUsage=codeSigning"],
    ...extensions.flatMap((extension) => ["-addext", extension]),
  );
}

async function der(folder: string, words: string[]): Promise<Buffer> {
  const { stdout } = await runProcess("sh", ["-c", `openssl "$@" | base64`, "openssl", ...words], { cwd: folder });
  return Buffer.from(stdout, "base64");
}

function certificates(pem: string): Buffer[] {
  return Array.from(pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END/g), ([, body = ""]) =>
    Buffer.from(body, "base64"),
  );
}

function configOf(fulcio: string, rekor: string, timestamps: string): object {
  const service = (url: string, majorApiVersion: number): object => ({
    url,
    majorApiVersion,
    validFor: { start: "2020-01-01T00:00:00Z" },
    operator: "test",
  });
  return {
    mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
    caUrls: [service(fulcio, 1)],
    oidcUrls: [],
    rekorTlogUrls: [service(rekor, 2)],
    rekorTlogConfig: { selector: "ANY" },
    tsaUrls: [service(timestamps, 1)],
    tsaConfig: { selector: "ANY" },
  };
}

async function answers(url: string, services: readonly ReturnType<typeof startProcess>[]): Promise<void> {
  for (;;) {
    const ended = await Promise.race([...services.map(({ finished }) => finished), sleep(50)]);
    if (ended) throw new Error(`a service ended at once: ${JSON.stringify(ended)}`);
    try {
      await fetch(url);
      return;
    } catch {
      // Not yet
    }
  }
}
