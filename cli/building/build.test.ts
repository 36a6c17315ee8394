import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readModule } from "../../module/index.ts";
import { capture } from "../fixtures/captured-cli.ts";
import { filterSource, folderWith, projectFiles } from "../fixtures/project.ts";
import { stay } from "../fixtures/staying-cli.ts";

const broken = filterSource.replace("this.header,", "this.haeder,");

function withConfig(config: object): Record<string, string> {
  return { ...projectFiles, "mesh-wasm.config.json": JSON.stringify(config) };
}

describe("build", () => {
  test("writes a release module with names, its source map, and a table", async () => {
    const cwd = folderWith(projectFiles);
    const { status, stdout, stderr } = await capture(["build"], { cwd });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^MODULE .*\nbuild\/canary\.wasm {2}release +\d+\.\d kB +\d+ ms {2}canary\n$/);
    expect(stderr).toMatch(/^✔ built canary {2}release \d+\.\d kB in \d+ ms\n$/);
    const module = readModule(readFileSync(join(cwd, "build/canary.wasm")));
    expect(module.nameSection).toBe("ok");
    expect(module.metadata).toMatchObject({ name: "canary", version: "1.2.3", mode: "release", rootIds: ["canary"] });
    expect(JSON.parse(readFileSync(join(cwd, "build/canary.wasm.map"), "utf8")).sources).toContain("assembly/index.ts");
  });

  test("--json tells what was built", async () => {
    const cwd = folderWith(projectFiles);
    const argv = ["build", "--mode", "debug", "--no-source-map", "--report", "--size-limit", "1MB", "--json"];
    const { data } = JSON.parse((await capture(argv, { cwd })).stdout);
    expect(data.modules).toEqual([
      {
        filter: "canary",
        mode: "debug",
        file: join(cwd, "build/canary.debug.wasm"),
        sourceMap: null,
        unchanged: false,
        size: readFileSync(join(cwd, "build/canary.debug.wasm")).length,
        milliseconds: expect.any(Number),
        rootIds: ["canary"],
        sizeLimit: 1_000_000,
        functions: expect.arrayContaining([{ name: expect.any(String), size: expect.any(Number) }]),
      },
    ]);
    expect(readdirSync(join(cwd, "build"))).toEqual(["canary.debug.wasm"]);
  });

  test("an option goes before the environment, that before the configuration", async () => {
    const files = withConfig({ filters: { canary: { entry: "assembly/index.ts" } }, outDir: "from-file" });
    const cwd = folderWith(files);
    const env = { MESH_WASM_OUT_DIR: "from-env", MESH_WASM_MODE: "debug" };
    await capture(["build", "--out-dir", "from-flag", "--mode", "release"], { cwd, env });
    expect(existsSync(join(cwd, "from-flag/canary.wasm"))).toBe(true);
    await capture(["build"], { cwd, env });
    expect(existsSync(join(cwd, "from-env/canary.debug.wasm"))).toBe(true);
    await capture(["build"], { cwd });
    expect(existsSync(join(cwd, "from-file/canary.wasm"))).toBe(true);
  });

  test("--no-names drops the names, and words after -- go to asc", async () => {
    const cwd = folderWith(projectFiles);
    await capture(["build", "--no-names", "--", "--initialMemory", "5"], { cwd });
    const module = readModule(readFileSync(join(cwd, "build/canary.wasm")));
    expect(module.nameSection).toBe("absent");
    expect(module.memory?.min).toBe(5);
  });

  test("--filter builds one of several", async () => {
    const canary = { entry: "assembly/index.ts" };
    const cwd = folderWith(withConfig({ filters: { canary, beta: canary } }));
    await capture(["build", "--filter", "beta", "--no-source-map"], { cwd });
    expect(readdirSync(join(cwd, "build"))).toEqual(["beta.wasm"]);
  });

  test("--json has all filters, also where one is broken", async () => {
    const files = withConfig({
      filters: { broken: { entry: "assembly/broken.ts" }, canary: { entry: "assembly/index.ts" } },
    });
    const cwd = folderWith({ ...files, "assembly/broken.ts": broken });
    const { status, stdout } = await capture(["build", "--json"], { cwd });
    const { ok, data, error } = JSON.parse(stdout);
    expect(data.modules).toMatchObject([{ filter: "canary" }]);
    expect(data.failures).toEqual([{ filter: "broken", error }]);
    expect(error).toMatchObject({ code: "MW0201", location: { file: "assembly/broken.ts" } });
    expect({ status, ok }).toEqual({ status: 1, ok: false });
  });

  test("a module that Envoy would refuse is not written, and the one before stays", async () => {
    const cwd = folderWith({ ...projectFiles, "build/canary.wasm": "before" });
    const { status, stderr } = await capture(["build", "--", "--initialMemory", "20000"], { cwd });
    expect(status).toBe(1);
    expect(stderr).toContain("MW0322");
    expect(readFileSync(join(cwd, "build/canary.wasm"), "utf8")).toBe("before");
    expect(readdirSync(join(cwd, "build"))).toEqual(["canary.wasm"]);
  });

  test("--report shows the largest functions and what is left", async () => {
    const cwd = folderWith(projectFiles);
    const { stdout } = await capture(["build", "--report"], { cwd });
    expect(stdout).toMatch(/SIZE +SHARE +FUNCTION OF canary\n/);
    expect(stdout).toMatch(/\d % {2}\d+ more\n$/);
  });
});

describe("build --watch", () => {
  test("builds again after each change, goes on after errors, and ends with 130", async () => {
    const cwd = folderWith(projectFiles);
    const entry = join(cwd, "assembly/index.ts");
    const running = stay(["build", "--watch"], { cwd });
    await running.until("stderr", /built canary .*\n/);
    await running.until("stderr", /watching/);
    const first = readFileSync(join(cwd, "build/canary.wasm"));
    writeFileSync(entry, filterSource.replace('"yes"', '"certainly"'));
    await running.until("stderr", /built canary .*\n/);
    expect(readFileSync(join(cwd, "build/canary.wasm"))).not.toEqual(first);
    writeFileSync(entry, broken);
    await running.until("stderr", /MW0201[\s\S]*haeder/);
    writeFileSync(entry, filterSource);
    await running.until("stderr", /built canary .*\n/);
    expect(readFileSync(join(cwd, "build/canary.wasm"))).toEqual(first);
    expect(await running.stop()).toMatchObject({ status: 130 });
  });

  test("takes a new configuration, and tells what is wrong with one", async () => {
    const cwd = folderWith(projectFiles);
    const config = join(cwd, "mesh-wasm.config.json");
    const before = readFileSync(config, "utf8");
    const running = stay(["build", "--watch"], { cwd });
    await running.until("stderr", /watching/);
    writeFileSync(config, before.replaceAll("canary", "robin"));
    await running.until("stderr", /built robin .*\n/);
    writeFileSync(config, before.replace("entry", "entyr"));
    await running.until("stderr", /did you mean entry/);
    writeFileSync(config, before.replace('"assembly', '"./assembly'));
    writeFileSync(join(cwd, "assembly/index.ts"), filterSource.replace('"yes"', '"certainly"'));
    await running.until("stderr", /built canary .*\n/);
    await running.stop();
  });

  test("sees a file that takes the place of another in an import", async () => {
    const source = filterSource
      .replace("@config", 'import { answer } from "./answer";\n\n@config')
      .replace('"yes"', "answer");
    const folder = "assembly/answer/index.ts";
    const cwd = folderWith({
      ...projectFiles,
      "assembly/index.ts": source,
      [folder]: 'export const answer = "far";\n',
    });
    const running = stay(["build", "-w", "--mode", "debug"], { cwd });
    await running.until("stderr", /watching/);
    const first = readFileSync(join(cwd, "build/canary.debug.wasm"));
    writeFileSync(join(cwd, "assembly/answer.ts"), 'export const answer = "near";\n');
    await running.until("stderr", /built canary .*\n/);
    expect(readFileSync(join(cwd, "build/canary.debug.wasm"))).not.toEqual(first);
    await running.stop();
  });

  test("sees a file that was missing, and one that is imported from elsewhere in the project", async () => {
    const imports = filterSource.replace("@config", 'import { answer } from "../shared/answer";\n\n@config');
    const cwd = folderWith({
      ...projectFiles,
      "assembly/index.ts": imports.replace('"yes"', "answer"),
      "shared/.keep": "",
    });
    const running = stay(["build", "-w"], { cwd });
    await running.until("stderr", /MW0201/);
    await running.until("stderr", /watching/);
    writeFileSync(join(cwd, "shared/answer.ts"), 'export const answer = "no";\n');
    writeFileSync(join(cwd, "assembly/index.ts"), imports.replace('"yes"', "answer").concat("\n"));
    await running.until("stderr", /built canary .*\n/);
    const first = readFileSync(join(cwd, "build/canary.wasm"));
    writeFileSync(join(cwd, "shared/answer.ts"), 'export const answer = "maybe";\n');
    await running.until("stderr", /built canary .*\n/);
    expect(readFileSync(join(cwd, "build/canary.wasm"))).not.toEqual(first);
    await running.stop();
  });
});
