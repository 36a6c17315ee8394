import { createHmac, randomBytes } from "node:crypto";
import { type RunningEnvoy, startEnvoy } from "mesh-wasm/envoy";
import { afterAll, beforeAll, expect, test } from "vitest";

const secret = randomBytes(32);
let envoy: RunningEnvoy;

beforeAll(async () => {
  envoy = await startEnvoy({
    plugins: [
      {
        module: "build/filter-name.wasm",
        configuration: {
          keys: [{ algorithm: "HS256", secret: secret.toString("base64url") }],
          rules: [{ path: "/public", allow: "anyone" }, { path: "/admin", claims: { role: "admin" } }, { path: "/" }],
        },
      },
    ],
  });
});

afterAll(() => envoy.stop());

function tokenOf(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "HS256" })}.${part({ exp: Date.now() / 1000 + 60, ...claims })}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

function get(path: string, claims?: object): Promise<Response> {
  return fetch(envoy.url + path, claims ? { headers: { authorization: `Bearer ${tokenOf(claims)}` } } : {});
}

test("public pages need no token", async () => {
  expect((await get("/public/news")).status).toBe(200);
});

test("other pages need one", async () => {
  const refused = await get("/cart");
  expect(refused.status).toBe(401);
  expect(refused.headers.get("www-authenticate")).toBe("Bearer");
  expect((await get("/cart", {})).status).toBe(200);
});

test("a token ends", async () => {
  const refused = await get("/cart", { exp: Date.now() / 1000 - 3600 });
  expect(refused.status).toBe(401);
  expect(await refused.text()).toBe("the token has expired\n");
});

test("admin pages need the role", async () => {
  expect((await get("/admin", { role: "shopper" })).status).toBe(403);
  expect((await get("/admin", { role: "admin" })).status).toBe(200);
});
