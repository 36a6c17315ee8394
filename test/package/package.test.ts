import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runProcess, startProcess } from "../support/run-process.ts";

const checkout = fileURLToPath(new URL("../..", import.meta.url));

/** What a newcomer has: an empty folder, the packed file somewhere, and nothing of the checkout. */
let home: string;
let workshop: string;
let tarball: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "mesh-wasm-package-"));
  workshop = join(home, "workshop");
  await mkdir(workshop);
  const { stdout } = await runProcess("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", home], {
    cwd: checkout,
  });
  tarball = join(home, JSON.parse(stdout)[0].filename);
});

afterAll(async () => {
  await rm(home, { recursive: true, force: true });
});

describe("the packed package in an empty folder", () => {
  test("installs, and scaffolds a project that depends on the same file", async () => {
    await runProcess("npm", ["init", "-y"], { cwd: workshop });
    await runProcess("npm", ["install", "--no-audit", "--no-fund", tarball], { cwd: workshop });
    await runProcess("npx", ["mesh-wasm", "new", "filter", "hello", "--no-install", "--no-git"], { cwd: workshop });
    const manifest = JSON.parse(await readFile(join(workshop, "hello/package.json"), "utf8"));
    expect(manifest.name).toBe("hello");
    expect(manifest.devDependencies["mesh-wasm"]).toMatch(/^file:.*mesh-wasm-.*\.tgz$/);
    await runProcess("npm", ["install", "--no-audit", "--no-fund"], { cwd: join(workshop, "hello") });
  });

  test("builds the project", async () => {
    const { stdout } = await runProcess("npx", ["mesh-wasm", "build", "--json"], { cwd: join(workshop, "hello") });
    expect(JSON.parse(stdout)).toMatchObject({ command: "build", ok: true });
  });

  test("runs it in Envoy: a request is answered with the filter's header", async () => {
    const cwd = join(workshop, "hello");
    // npx keeps a signal to itself, so it goes to the whole group, as a terminal's Ctrl-C does.
    const running = startProcess("npx", ["mesh-wasm", "run", "--port", "0"], { cwd, detached: true });
    const [, url] = await running.until("stdout", /proxy\s+(http:\/\/\S+)/);
    const response = await fetch(url ?? "");
    expect(response.status).toBe(200);
    expect(response.headers.get("x-filter")).toBe("hello");
    process.kill(-(running.child.pid ?? 0), "SIGINT");
    const { stderr } = await running.finished;
    expect(stderr).not.toContain("MW0001");
  });

  test("passes the tests that it came with", async () => {
    const { stdout } = await runProcess("npm", ["test"], {
      cwd: join(workshop, "hello"),
      env: { ...process.env, NO_COLOR: "1" },
    });
    expect(stdout).toMatch(/Tests\s+\d+ passed/);
  });

  test("type-checks the project's source as an editor does", async () => {
    const cwd = join(workshop, "hello");
    const tsc = join(checkout, "node_modules/typescript/bin/tsc");
    await runProcess("node", [tsc, "--noEmit", "-p", "assembly"], { cwd });
  });

  test("gives typed entry points to a TypeScript program", async () => {
    const cwd = workshop;
    await writeFile(
      join(cwd, "program.mts"),
      [
        'import { defineConfig } from "mesh-wasm";',
        'import { httpBootstrap } from "mesh-wasm/envoy";',
        'import { readModule } from "mesh-wasm/module";',
        "const config = defineConfig({ filters: {} });",
        "const value: number = readModule(new Uint8Array()).size;",
        "export { config, value, httpBootstrap };",
      ].join("\n"),
    );
    const tsc = join(checkout, "node_modules/typescript/bin/tsc");
    const flags = [
      "--noEmit",
      "--strict",
      "--skipLibCheck",
      "--module",
      "nodenext",
      "--target",
      "es2023",
      "program.mts",
    ];
    await runProcess("node", [tsc, ...flags, "--ignoreConfig"], { cwd });
  });
});
