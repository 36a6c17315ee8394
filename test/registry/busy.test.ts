import { randomFillSync } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { content } from "../../registry/fixtures/content.ts";
import { startDockerRegistry, type TestRegistry, withoutRegistry } from "../../registry/fixtures/docker-registry.ts";
import { open } from "../../registry/fixtures/open.ts";
import { copyImage, digestOf, packImage, readModule } from "../../registry/index.ts";
import { startAnsweringProxy } from "./answering-proxy.ts";

// A registry that has too much to do, or whose tokens do not last.

const module = randomFillSync(new Uint8Array(20 << 20));
module.set([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
/** Its module goes in three parts. */
const image = packImage({ ...content, module }, "oci");
const words = JSON.stringify({ errors: [{ code: "TOOMANYREQUESTS", message: "slow down" }] });

function refuse(response: ServerResponse, status: number, headers: Record<string, string> = {}): boolean {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(words);
  return true;
}

describe.skipIf(withoutRegistry)("a registry that", () => {
  let registry: TestRegistry;
  beforeAll(async () => {
    registry = await startDockerRegistry("plain");
  });
  afterAll(() => registry[Symbol.asyncDispose]());

  async function expectThroughAndBack(host: string, repository: string): Promise<void> {
    await copyImage(image, image.digest, open({ host }, repository), "1");
    expect(digestOf((await readModule(open({ host }, repository), "1")).module)).toBe(digestOf(module));
  }

  test.each([429, 500, 502, 503, 504])("answers every third request with %i gets all and gives all", async (status) => {
    await using proxy = await startAnsweringProxy(registry.host, (_, response, number) => {
      return number % 3 === 2 && refuse(response, status);
    });
    await expectThroughAndBack(proxy.host, `busy/third-${status}`);
    expect(proxy.answered).toBeGreaterThan(4);
  });

  test("asks for a second's patience is asked again a second later", async () => {
    const times: number[] = [];
    await using proxy = await startAnsweringProxy(registry.host, ({ method }, response) => {
      if (method !== "HEAD") return false;
      times.push(performance.now());
      return times.length === 1 && refuse(response, 429, { "retry-after": "1" });
    });
    await copyImage(image, image.digest, open(proxy, "busy/patience"), "1");
    expect(times.length).toBeGreaterThan(1);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(990);
  });

  test.each([
    [429, "MW0708"],
    [503, "MW0706"],
  ])("answers nothing but %i is given up, with what it says", async (status, code) => {
    await using proxy = await startAnsweringProxy(registry.host, ({ method }, response) => {
      return method === "PATCH" && refuse(response, status, { "retry-after": "0" });
    });
    const repository = `busy/never-${status}`;
    const error = await copyImage(image, image.digest, open(proxy, repository), "1").catch((reason) => reason);
    expect(error).toMatchObject({ code, details: expect.arrayContaining(["TOOMANYREQUESTS: slow down"]) });
    await expect(readModule(open(registry, repository), "1")).rejects.toMatchObject({ code: "MW0704" });
  });

  test.each([2, 3, 5, 8])("gives tokens for %i requests each gets all and gives all", async (uses) => {
    let tokens = 0;
    let left = 0;
    function withToken({ url = "", headers }: IncomingMessage, response: ServerResponse): boolean {
      const { host } = headers;
      if (url.startsWith("/token")) {
        left = uses;
        response.end(JSON.stringify({ token: `number ${++tokens}` }));
        return true;
      }
      if (headers.authorization === `Bearer number ${tokens}` && left-- > 0) return false;
      const realm = `Bearer realm="http://${host}/token",service="test",error="invalid_token"`;
      return refuse(response, 401, { "www-authenticate": realm });
    }
    await using proxy = await startAnsweringProxy(registry.host, withToken);
    await expectThroughAndBack(proxy.host, `busy/tokens-${uses}`);
    expect(tokens).toBeGreaterThan(1);
  });
});
