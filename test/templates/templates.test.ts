import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { templates } from "../../cli/scaffold/templates.ts";
import { bin, checkout } from "../support/cli.ts";
import { runProcess } from "../support/run-process.ts";

let workshop: string;

beforeAll(async () => {
  workshop = await mkdtemp(join(tmpdir(), "mesh-wasm-templates-"));
});

afterAll(async () => {
  await rm(workshop, { recursive: true, force: true });
});

describe.each(templates)("template $name", ({ name }) => {
  const filter = `my-${name}`;
  let project: string;

  function run(...args: string[]) {
    return runProcess("node", args, { cwd: project, env: { ...process.env, NO_COLOR: "1" } });
  }

  beforeAll(async () => {
    const args = ["new", "filter", filter, "--template", name, "--no-install", "--no-git"];
    await runProcess("node", [bin, ...args], { cwd: workshop });
    project = join(workshop, filter);
    // What npm install would put there; the package test installs for real.
    await mkdir(join(project, "node_modules"));
    for (const link of ["vitest", "assemblyscript"]) {
      await symlink(join(checkout, "node_modules", link), join(project, "node_modules", link));
    }
    await symlink(checkout, join(project, "node_modules/mesh-wasm"));
  });

  test("builds, with the project's name as root id", async () => {
    const { stdout } = await run(bin, "build", "--json");
    const { data } = JSON.parse(stdout);
    expect(data.modules).toMatchObject([{ filter, rootIds: [filter] }]);
  });

  test("is accepted by Envoy with the configuration that it comes with", async () => {
    expect(JSON.parse((await run(bin, "validate", "--json")).stdout)).toMatchObject({ ok: true });
  });

  test("has nothing that check finds fault with", async () => {
    expect(JSON.parse((await run(bin, "check", "--json")).stdout)).toMatchObject({ ok: true, warnings: [] });
  });

  test("passes its own tests, on the host and in a real Envoy", async () => {
    const vitest = join(checkout, "node_modules/vitest/vitest.mjs");
    for (const engine of ["host", "envoy"]) {
      const env = { ...process.env, NO_COLOR: "1", MESH_WASM_ENGINE: engine };
      const args = [vitest, "run", "--testTimeout", "0", "--hookTimeout", "0"];
      const { stdout } = await runProcess("node", args, { cwd: project, env });
      expect(stdout).toMatch(/Tests\s+\d+ passed/);
    }
  });

  test("type-checks as an editor does", async () => {
    await run(join(checkout, "node_modules/typescript/bin/tsc"), "--noEmit", "-p", "assembly");
  });
});
