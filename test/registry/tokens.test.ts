import { randomFillSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { capture, temporaryFolder } from "../../cli/fixtures/captured-cli.ts";
import { content } from "../../registry/fixtures/content.ts";
import {
  startDockerRegistry,
  type TestRegistry,
  user,
  withoutRegistry,
} from "../../registry/fixtures/docker-registry.ts";
import { open } from "../../registry/fixtures/open.ts";
import {
  type Credentials,
  copyImage,
  digestOf,
  LayoutFolder,
  LayoutStore,
  packImage,
  readModule,
} from "../../registry/index.ts";
import { withoutGoTools } from "../support/go-tools.ts";
import { startAnsweringProxy } from "./answering-proxy.ts";
import { startVersion3 } from "./test-registry.ts";
import { startTokenServer, type TokenServer } from "./token-server.ts";

// Tokens that a server signs and a registry that people run checks.

const module = randomFillSync(new Uint8Array(20 << 20));
module.set([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
/** Its module goes in three parts. */
const image = packImage({ ...content, module }, "oci");

/** How long the registries take a token, in seconds. */
const lifetime = 8;

const programs = [
  ["version 2", startDockerRegistry],
  ...(withoutGoTools ? [] : [["version 3", startVersion3] as const]),
] as const;

describe.skipIf(withoutRegistry).each(programs)("a registry that wants tokens: %s", (_, start) => {
  let tokens: TokenServer;
  let registry: TestRegistry;
  beforeAll(async () => {
    tokens = await startTokenServer(lifetime);
    registry = await start(tokens.authentication);
  });
  afterAll(async () => {
    await registry[Symbol.asyncDispose]();
    await tokens[Symbol.asyncDispose]();
  });

  test.each(["password", "refresh token"] as const)(
    "tokens got with a %s that end in the middle of a push are got anew",
    async (grant) => {
      const credentials: Credentials =
        grant === "password"
          ? { kind: "basic", username: user.name, password: user.password }
          : { kind: "identity token", token: tokens.refreshToken };
      const findCredentials = async (): Promise<Credentials> => credentials;
      const refused: (string | undefined)[] = [];
      let parts = 0;
      await using proxy = await startAnsweringProxy(
        registry.host,
        async ({ method }) => {
          if (method === "PATCH" && ++parts === 2) await sleep((lifetime + 1) * 1000);
          return false;
        },
        ({ method }, { statusCode }) => {
          if (statusCode === 401) refused.push(method);
        },
      );
      const before = tokens.grants.length;
      const name = `tokens/${grant.replace(" ", "-")}`;
      await copyImage(image, image.digest, open(proxy, name, { findCredentials }), "1");
      expect(refused).toEqual(expect.arrayContaining(["HEAD", "PATCH"]));
      expect(new Set(tokens.grants.slice(before))).toEqual(new Set([grant]));
      const back = await readModule(open(registry, name, { findCredentials }), "1");
      expect(digestOf(back.module)).toBe(digestOf(module));
    },
  );

  test("whoever the server does not know gets no further", async () => {
    const findCredentials = async (): Promise<Credentials> => ({ kind: "identity token", token: "another" });
    const error = await open(registry, "tokens/none", { findCredentials })
      .findManifest("1")
      .catch((reason) => reason);
    expect(error).toMatchObject({ code: "MW0702", details: [expect.stringContaining("answered 401")] });
    // Nobody gets a token of the server, with which nothing is allowed
    await expect(open(registry, "tokens/none").findManifest("1")).rejects.toMatchObject({ code: "MW0702" });
  });

  test("a token that `docker login` has kept is enough for the commands", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, ".docker"));
    const auths = { [registry.host]: { auth: "", identitytoken: tokens.refreshToken } };
    writeFileSync(join(folder, ".docker/config.json"), JSON.stringify({ auths }));
    const before = tokens.grants.length;
    const reference = `${registry.host}/tokens/kept:1`;
    const packed = packImage(content, "compat");
    await copyImage(packed, packed.digest, new LayoutStore(new LayoutFolder(join(folder, "images"))), "1");
    for (const words of [
      ["copy", "--from-oci-layout", "images:1", reference],
      ["resolve", reference],
      ["pull", reference, "--output", "back.wasm"],
    ]) {
      const { status, stderr } = await capture(words, { cwd: folder, env: { HOME: folder } });
      expect([status, stderr]).toEqual([0, stderr]);
    }
    expect(new Set(tokens.grants.slice(before))).toEqual(new Set(["refresh token"]));
  });
});
