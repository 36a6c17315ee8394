import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { copyImage } from "../copy-image.ts";
import { content } from "../fixtures/content.ts";
import { MemoryRegistry, type SeenRequest } from "../fixtures/memory-registry.ts";
import { open } from "../fixtures/open.ts";
import { packImage } from "../layout/pack-image.ts";
import type { Credentials } from "./credentials.ts";

const image = packImage(content, "compat");
const ana: Credentials = { kind: "basic", username: "ana", password: "pass:word" };
const basic = `Basic ${Buffer.from("ana:pass:word").toString("base64")}`;

/** A registry that wants a token of its own server for them, and what that server was asked. */
async function tokenRegistry(
  grant: (request: SeenRequest, count: number) => object | number,
): Promise<{ registry: MemoryRegistry; asked: SeenRequest[]; accepted: Set<string> }> {
  const registry = await MemoryRegistry.start();
  const asked: SeenRequest[] = [];
  const accepted = new Set<string>();
  registry.intercept = (request, response) => {
    if (request.path.startsWith("/token")) {
      asked.push(request);
      const answer = grant(request, asked.length);
      const { token, access_token } = answer as { token?: string; access_token?: string };
      if (token ?? access_token) accepted.add(`Bearer ${token ?? access_token}`);
      send(response, typeof answer === "number" ? answer : 200, answer);
      return true;
    }
    if (accepted.has(request.authorization ?? "")) return false;
    const realm = `http://${registry.host}/token`;
    response.writeHead(401, { "www-authenticate": `Bearer realm="${realm}",service="registry.test"` }).end();
    return true;
  };
  return { registry, asked, accepted };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

test("a name and a password are said when the registry asks for them, and from then on", async () => {
  const registry = await MemoryRegistry.start();
  registry.intercept = ({ authorization }, response) => {
    if (authorization === basic) return false;
    response.writeHead(401, { "www-authenticate": 'Basic realm="Registry"' }).end();
    return true;
  };
  let lookedUp = 0;
  const findCredentials = async (): Promise<Credentials> => {
    lookedUp += 1;
    return ana;
  };
  await copyImage(image, image.digest, open(registry, "acme/canary", { findCredentials }), "1.0.0");
  expect(lookedUp).toBe(1);
  expect(registry.requests.slice(-3).every(({ authorization }) => authorization === basic)).toBe(true);
});

test("nobody's credentials are looked up for a registry that asks for none", async () => {
  const registry = await MemoryRegistry.start();
  const findCredentials = async (): Promise<Credentials> => {
    throw new Error("looked up");
  };
  await copyImage(image, image.digest, open(registry, "acme/canary", { findCredentials }), "1.0.0");
});

test("a token is asked for the repository and what is wanted of it, with the name and the password", async () => {
  const { registry, asked } = await tokenRegistry((_, count) => ({ token: `t${count}` }));
  const repository = open(registry, "acme/canary", { findCredentials: async () => ana, alsoReads: ["acme/other"] });
  await copyImage(image, image.digest, repository, "1.0.0");
  expect(asked[0]?.authorization).toBe(basic);
  const query = new URL(asked[0]?.path ?? "", "http://x").searchParams;
  expect(query.get("service")).toBe("registry.test");
  expect(query.getAll("scope")).toEqual(["repository:acme/canary:pull,push", "repository:acme/other:pull"]);
});

test("an identity token is exchanged by OAuth 2", async () => {
  const { registry, asked } = await tokenRegistry(() => ({ access_token: "t" }));
  const findCredentials = async (): Promise<Credentials> => ({ kind: "identity token", token: "refresh" });
  await open(registry, "acme/canary", { findCredentials }).findManifest("1.0.0");
  expect(asked[0]).toMatchObject({ method: "POST", authorization: undefined });
  expect(Object.fromEntries(new URLSearchParams(new TextDecoder().decode(asked[0]?.body)))).toEqual({
    grant_type: "refresh_token",
    refresh_token: "refresh",
    client_id: "mesh-wasm",
    service: "registry.test",
    scope: "repository:acme/canary:pull",
  });
});

test("whoever has no credentials asks for a token as nobody", async () => {
  const { registry, asked } = await tokenRegistry(() => ({ token: "t" }));
  await open(registry).findManifest("1.0.0");
  expect(asked.map(({ authorization }) => authorization)).toEqual([undefined]);
});

test("a token that runs out in the middle is got anew", async () => {
  const { registry, asked, accepted } = await tokenRegistry((_, count) => ({ token: `t${count}` }));
  const repository = open(registry, "acme/canary", { findCredentials: async () => ana });
  await copyImage(image, image.digest, repository, "1.0.0");
  const before = asked.length;
  accepted.clear();
  await copyImage(image, image.digest, repository, "1.0.1");
  expect(asked.length).toBeGreaterThan(before);
  expect(await repository.tags()).toEqual(["1.0.0", "1.0.1"]);
});

test.each<[string, object | number, string]>([
  ["does not know the user", 401, "MW0702"],
  ["fails", 404, "MW0709"],
  ["gives no token", { hello: "world" }, "MW0709"],
])("a server for tokens that %s is an error", async (_, answer, code) => {
  const { registry } = await tokenRegistry(() => answer);
  const repository = open(registry, "acme/canary", { findCredentials: async () => ana });
  await expect(repository.readManifest("1.0.0")).rejects.toMatchObject({ code });
});

test("a token that is refused, however often, is an error and no loop", async () => {
  const { registry, asked, accepted } = await tokenRegistry((_, count) => ({ token: `t${count}` }));
  accepted.add = () => accepted;
  const repository = open(registry, "acme/canary", { findCredentials: async () => ana });
  await expect(repository.readManifest("1.0.0")).rejects.toMatchObject({ code: "MW0702" });
  expect(asked.length).toBeLessThan(5);
});

test("credentials that are refused are an error", async () => {
  const registry = await MemoryRegistry.start();
  registry.intercept = (_, response) => {
    response.writeHead(401, { "www-authenticate": "Basic realm=x" }).end();
    return true;
  };
  const repository = open(registry, "acme/canary", { findCredentials: async () => ana });
  await expect(repository.readManifest("1.0.0")).rejects.toMatchObject({ code: "MW0702" });
});
