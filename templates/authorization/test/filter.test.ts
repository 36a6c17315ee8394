import { createHmac, randomBytes } from "node:crypto";
import { loadFilter, type TestFilter } from "mesh-wasm/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

const secret = randomBytes(32);
let filter: TestFilter;

beforeAll(async () => {
  filter = await loadFilter("filter-name", {
    configuration: {
      keys: [{ algorithm: "HS256", secret: secret.toString("base64url") }],
      rules: [{ path: "/public", allow: "anyone" }, { path: "/admin", claims: { role: "admin" } }, { path: "/" }],
      claimHeaders: { sub: "x-user" },
    },
  });
});

afterAll(() => filter[Symbol.asyncDispose]());

function tokenOf(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const end = filter.clock.now.getTime() / 1000 + 60;
  const signed = `${part({ alg: "HS256" })}.${part({ exp: end, ...claims })}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

function get(path: string, claims?: object) {
  return filter.request({ path, headers: claims ? { authorization: `Bearer ${tokenOf(claims)}` } : {} });
}

test("public pages need no token", async () => {
  expect((await get("/public/news")).response.status).toBe(200);
});

test("other pages need one", async () => {
  const { response, upstream } = await get("/cart");
  expect(response.status).toBe(401);
  expect(response.headers.get("www-authenticate")).toBe("Bearer");
  expect(upstream.reached).toBe(false);
  expect((await get("/cart", { sub: "ada" })).upstream.headers.get("x-user")).toBe("ada");
});

test("a token ends", async () => {
  const { response } = await get("/cart", { exp: filter.clock.now.getTime() / 1000 - 3600 });
  expect(response.status).toBe(401);
  expect(response.text()).toBe("the token has expired\n");
});

test("admin pages need the role", async () => {
  expect((await get("/admin", { role: "shopper" })).response.status).toBe(403);
  expect((await get("/admin", { role: "admin" })).response.status).toBe(200);
});
