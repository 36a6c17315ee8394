import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runProcess } from "../support/run-process.ts";

/** Why the tests with a registry cannot run here. */
export const withoutRegistry = process.env["MESH_WASM_TEST_NO_REGISTRY"] === "1";

/** A registry, running. */
export interface TestRegistry extends AsyncDisposable {
  /** `127.0.0.1:41234` */
  host: string;
  /** Certificate of the authority; undefined for one in plain HTTP. */
  caFile: string | undefined;
}

/** The user of the registry with TLS; the hash is bcrypt's of the password. */
export const user = { name: "ana", password: "correct horse" };
const hash = "$2b$10$DWP549GumVGGv9fuZ.TMD.TLhpwmP/39SSaRVGixHv6dPhA93Ndc.";

/** Starts Debian's docker-registry: in plain HTTP and for everybody, or with TLS and for one user. */
export async function startDockerRegistry(kind: "plain" | "secured"): Promise<TestRegistry> {
  const folder = mkdtempSync(join(tmpdir(), "mesh-wasm-registry-"));
  const host = `127.0.0.1:${await freePort()}`;
  const isSecured = kind === "secured";
  if (isSecured) await certify(folder);
  const configuration = {
    version: 0.1,
    log: { level: "error", accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(folder, "data") }, delete: { enabled: true } },
    http: {
      addr: host,
      ...(isSecured && { tls: { certificate: join(folder, "cert.pem"), key: join(folder, "key.pem") } }),
    },
    ...(isSecured && { auth: { htpasswd: { realm: "https://registry.test/", path: join(folder, "htpasswd") } } }),
  };
  writeFileSync(join(folder, "htpasswd"), `${user.name}:${hash}\n`);
  writeFileSync(join(folder, "config.yml"), JSON.stringify(configuration));
  const child = spawn("docker-registry", ["serve", join(folder, "config.yml")], { stdio: "ignore" });
  const exited = once(child, "exit");
  while (!(await listens(host))) {
    const ended = await Promise.race([exited.then(() => true), sleep(50).then(() => false)]);
    if (ended) throw new Error("docker-registry ended at once");
  }
  return {
    host,
    caFile: isSecured ? join(folder, "cert.pem") : undefined,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function certify(folder: string): Promise<void> {
  const subject = ["-subj", "/CN=mesh-wasm test", "-addext", "subjectAltName=IP:127.0.0.1"];
  const files = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "cert.pem")];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  await runProcess("openssl", ["req", "-x509", "-days", "2", ...key, ...subject, ...files]);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Whether it answers, with whatever status, in plain HTTP or over TLS. */
async function listens(host: string): Promise<boolean> {
  try {
    await fetch(`http://${host}/v2/`);
    return true;
  } catch {
    return false;
  }
}
