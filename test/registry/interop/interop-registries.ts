import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { capture } from "../../../cli/fixtures/captured-cli.ts";
import type { TestRegistry } from "../../../registry/fixtures/docker-registry.ts";
import { builtFilter } from "../../support/cli.ts";
import { withoutGoTools } from "../../support/go-tools.ts";
import { startRegistry } from "../test-registry.ts";

/** Of every private key that the tests make. */
export const keyPassword = "correct horse";

/** The module that the tests send to and fro. */
export const moduleFile = builtFilter("header-routing");
export const module: Uint8Array = readFileSync(moduleFile);

/** Groups tests that run with each registry in plain HTTP; without other people's clients they are skipped. */
export function withRegistries(name: string, body: (host: () => string) => void): void {
  const title = `${name}, with a registry: %s${withoutGoTools ? " (npm run test:registry runs these)" : ""}`;
  describe.skipIf(withoutGoTools).each(["plain", "version 3", "with referrers"] as const)(title, (kind) => {
    let registry: TestRegistry;
    beforeAll(async () => {
      registry = await startRegistry(kind);
    });
    afterAll(() => registry[Symbol.asyncDispose]());
    body(() => registry.host);
  });
}

/** Runs a command of ours in a folder that has to end well, and gives what it says for scripts. */
export async function meshWasm(folder: string, ...words: string[]): Promise<Record<string, unknown>> {
  const env = { HOME: folder, COSIGN_PASSWORD: keyPassword };
  const { status, stdout } = await capture([...words, "--json"], { cwd: folder, env });
  expect([status, stdout]).toEqual([0, stdout]);
  return JSON.parse(stdout).data;
}
