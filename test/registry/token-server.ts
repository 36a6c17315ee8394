import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importPKCS8, SignJWT } from "jose";
import { certify, type TokenAuthentication, user } from "../../registry/fixtures/docker-registry.ts";

/** Gives tokens to whom it knows, as Docker's registries want them. */
export interface TokenServer extends AsyncDisposable {
  authentication: TokenAuthentication;
  /** What the user may say in place of the password, by OAuth 2. */
  refreshToken: string;
  /** How tokens were got, one by one. */
  readonly grants: readonly Grant[];
}

type Grant = "password" | "refresh token" | "nobody";

const service = "registry.test";
const issuer = "tokens.test";
/** How much longer than it says a registry takes a token, in seconds. */
const leeway = 60;

/**
 * Starts a server for the tokens of a registry.
 *
 * @param lifetime How long a registry takes a token, in seconds.
 */
export async function startTokenServer(lifetime = 300): Promise<TokenServer> {
  const folder = await mkdtemp(join(tmpdir(), "mesh-wasm-tokens-"));
  await certify(folder);
  const key = await importPKCS8(readFileSync(join(folder, "key.pem"), "utf8"), "ES256");
  const [, certificate = ""] = /-----\n([^-]+)/.exec(readFileSync(join(folder, "cert.pem"), "utf8")) ?? [];
  const refreshToken = "a token that lasts";
  const grants: Grant[] = [];

  async function tokenFor(grant: Grant, scopes: readonly string[]): Promise<string> {
    grants.push(grant);
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ access: grant === "nobody" ? [] : scopes.map(accessOf) })
      .setProtectedHeader({ alg: "ES256", typ: "JWT", x5c: [certificate.replaceAll("\n", "")] })
      .setIssuer(issuer)
      .setAudience(service)
      .setSubject(grant === "nobody" ? "" : user.name)
      .setJti(`${grants.length}`)
      .setIssuedAt(now)
      .setNotBefore(now - leeway)
      .setExpirationTime(now + lifetime - leeway)
      .sign(key);
  }

  const server = createServer(async (request, response) => {
    const asked = await readQuestion(request);
    const grant = judge(request, asked, refreshToken);
    if (grant === undefined) return void response.writeHead(401).end();
    const scopes = asked.getAll("scope").flatMap((scope) => scope.split(" ").filter(Boolean));
    const token = await tokenFor(grant, scopes);
    const named = request.method === "POST" ? { access_token: token } : { token };
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ ...named, expires_in: lifetime }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const realm = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
  return {
    authentication: { realm, service, issuer, rootcertbundle: join(folder, "cert.pem") },
    refreshToken,
    grants,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The parameters of a request: in its address, or in the form that it sends. */
async function readQuestion(request: IncomingMessage): Promise<URLSearchParams> {
  if (request.method !== "POST") return new URL(request.url ?? "", "http://tokens.test").searchParams;
  let form = "";
  for await (const bytes of request.setEncoding("utf8")) form += bytes;
  return new URLSearchParams(form);
}

/** As whom a request gets a token; undefined where it gets none. */
function judge({ method, headers }: IncomingMessage, asked: URLSearchParams, refreshToken: string): Grant | undefined {
  if (asked.get("service") !== service) return undefined;
  if (method === "POST") {
    const isRefresh = asked.get("grant_type") === "refresh_token" && asked.get("refresh_token") === refreshToken;
    return isRefresh ? "refresh token" : undefined;
  }
  if (headers.authorization === undefined) return "nobody";
  const basic = Buffer.from(`${user.name}:${user.password}`).toString("base64");
  return headers.authorization === `Basic ${basic}` ? "password" : undefined;
}

/** `repository:acme/canary:pull,push` as a registry reads it in a token. */
function accessOf(scope: string): { type: string; name: string; actions: string[] } {
  const [type = "", name = "", actions = ""] = scope.split(":");
  return { type, name, actions: actions.split(",") };
}
