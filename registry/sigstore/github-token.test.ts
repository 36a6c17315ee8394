import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { githubToken } from "./github-token.ts";

/** GitHub's service for tokens, with this answer; gives back the environment of a job. */
async function start(status: number, body: string, seen: unknown[] = []): Promise<Record<string, string>> {
  const server = createServer((request, response) => {
    seen.push([request.url, request.headers.authorization]);
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token?api-version=2.0`;
  return { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: "secret" };
}

const { signal } = new AbortController();

test("the token of a job is asked for, for sigstore", async () => {
  const seen: unknown[] = [];
  const env = await start(200, '{"count":1,"value":"eyJ"}', seen);
  expect(await githubToken({ env, signal })).toBe("eyJ");
  expect(seen).toEqual([["/token?api-version=2.0&audience=sigstore", "Bearer secret"]]);
});

test("outside of such a job there is none", async () => {
  expect(await githubToken({ env: {}, signal })).toBeUndefined();
  expect(await githubToken({ env: { ACTIONS_ID_TOKEN_REQUEST_URL: "http://x.test" }, signal })).toBeUndefined();
});

test.each([
  [403, "{}", "it answered with status 403"],
  [200, "[", expect.stringContaining("JSON")],
  [200, "{}", expect.stringContaining("value")],
])("an answer %i %s is refused", async (status, body, why) => {
  const env = await start(status, body);
  await expect(githubToken({ env, signal })).rejects.toMatchObject({ code: "MW0812", details: [why] });
});

test("a service that is not there is told of", async () => {
  const env = { ACTIONS_ID_TOKEN_REQUEST_URL: "http://127.0.0.1:1/", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "secret" };
  await expect(githubToken({ env, signal })).rejects.toMatchObject({
    code: "MW0812",
    message: "GitHub Actions gave no identity token",
  });
});
