import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../fixtures/temporary-folder.ts";
import { openRepository } from "../open-repository.ts";
import type { RegistryOptions } from "../open-session.ts";
import { proxyFor } from "./proxy.ts";

const list = '{"name":"acme/canary","tags":["1.0.0"]}';

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

function repository(env: Record<string, string>, options: Partial<RegistryOptions>) {
  const ctx = { env, signal: new AbortController().signal };
  const scope = { registry: "registry.test", repository: "acme/canary" };
  return openRepository(ctx, scope, { findCredentials: async () => undefined, ...options });
}

test("plain HTTP goes to the proxy, with its own credentials", async () => {
  const seen: IncomingMessage[] = [];
  const port = await listening(
    createServer((request, response) => {
      seen.push(request);
      response.end(list);
    }),
  );
  const store = repository({ http_proxy: `http://eve:secret@127.0.0.1:${port}` }, { plainHttp: true });
  expect(await store.tags()).toEqual(["1.0.0"]);
  expect(seen[0]?.url).toBe("http://registry.test/v2/acme/canary/tags/list");
  const told = seen[0]?.headers["proxy-authorization"] ?? "";
  expect(Buffer.from(told.replace("Basic ", ""), "base64").toString()).toBe("eve:secret");
});

test("TLS goes through the proxy to the registry, whose certificate is looked at", async () => {
  const folder = temporaryFolder();
  const files = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "cert.pem")];
  const subject = ["-subj", "/CN=test", "-addext", "subjectAltName=DNS:registry.test"];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  execFileSync("openssl", ["req", "-x509", "-days", "2", ...key, ...subject, ...files], { stdio: "ignore" });
  const [certificate, privateKey] = [
    readFileSync(join(folder, "cert.pem"), "utf8"),
    readFileSync(join(folder, "key.pem")),
  ];
  const target = await listening(
    createSecureServer({ cert: certificate, key: privateKey }, (_, response) => void response.end(list)),
  );
  const tunnels: (string | undefined)[] = [];
  const proxy = createServer().on("connect", ({ url }, socket: Socket) => {
    tunnels.push(url);
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    const onward = connect(target, "127.0.0.1");
    socket.pipe(onward).pipe(socket);
    for (const end of [socket, onward]) end.on("error", () => end.destroy());
  });
  const env = { HTTPS_PROXY: `127.0.0.1:${await listening(proxy)}` };
  expect(await repository(env, { ca: [certificate] }).tags()).toEqual(["1.0.0"]);
  expect(tunnels).toEqual(["registry.test:443"]);
  await expect(repository(env, {}).tags()).rejects.toMatchObject({ code: "MW0707" });
  expect(await repository(env, { insecure: true }).tags()).toEqual(["1.0.0"]);
});

test.each<[string, string, boolean]>([
  ["https://registry.test/", "", true],
  ["https://registry.test/", "other.test", true],
  ["https://registry.test/", "registry.test", false],
  ["https://registry.test/", "REGISTRY.test", false],
  ["https://registry.test/", ".test", false],
  ["https://registry.test/", "*.test", false],
  ["https://registry.test/", "test", false],
  ["https://registry.test/", "istry.test", true],
  ["https://registry.test/", "registry.test:443", false],
  ["https://registry.test:8443/", "registry.test:443", true],
  ["https://registry.test/", "a.test, b.test,registry.test", false],
  ["https://registry.test/", "*", false],
  ["https://localhost:5000/", "", false],
  ["https://127.0.0.1:5000/", "", false],
])("%s with NO_PROXY=%s goes through the proxy: %s", async (url, exceptions, isProxied) => {
  const find = proxyFor({ https_proxy: "http://proxy.test:3128", no_proxy: exceptions });
  expect((await find?.(new URL(url))) !== undefined).toBe(isProxied);
});

test("without a proxy in the environment nothing is looked up", () => {
  expect(proxyFor({ HTTPS_PROXY: "" })).toBeUndefined();
});
