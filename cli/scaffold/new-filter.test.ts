import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../../core/package-root.ts";
import { capture, temporaryFolder } from "../fixtures/captured-cli.ts";
import { folderWith } from "../fixtures/project.ts";
import { templates } from "./templates.ts";

const bare = ["--no-install", "--no-git"];

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

test("writes the template's files under the filter's name", async () => {
  const cwd = temporaryFolder();
  const { status, stdout, stderr } = await capture(["new", "filter", "jwt-auth", ...bare], { cwd });
  expect(stderr).toMatch(/^✔ created jwt-auth \(\d files, template blank\)\n$/);
  expect(status).toBe(0);
  expect(stdout).toBe("Next:\n  cd jwt-auth\n  npm install\n  npx mesh-wasm run --watch\n");
  const folder = join(cwd, "jwt-auth");
  for (const file of filesIn(folder)) {
    expect(file).not.toMatch(/(^|\/)_/);
    expect(readFileSync(join(folder, file), "utf8"), file).not.toContain("filter-name");
  }
  expect(readFileSync(join(folder, "assembly/index.ts"), "utf8")).toContain('("jwt-auth")');
  expect(readFileSync(join(folder, ".gitignore"), "utf8")).toContain("node_modules/");
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  expect(manifest.name).toBe("jwt-auth");
  expect(join(folder, manifest.devDependencies["mesh-wasm"].replace("file:", ""))).toBe(packageRoot());
});

test("others may read the project", async () => {
  const cwd = temporaryFolder();
  await capture(["new", "filter", "canary", ...bare], { cwd });
  expect(statSync(join(cwd, "canary")).mode & 0o777).toBe(0o777 & ~process.umask());
  expect(readdirSync(cwd)).toEqual(["canary"]);
});

test("--json tells what was made", async () => {
  const cwd = temporaryFolder();
  const argv = ["new", "filter", "canary", "--dir", "filters/canary", "--package-spec", "^9.0.0", ...bare, "--json"];
  const { stdout } = await capture(argv, { cwd });
  const { data } = JSON.parse(stdout);
  expect(data).toMatchObject({
    kind: "created",
    name: "canary",
    template: "blank",
    directory: join(cwd, "filters/canary"),
    packageSpec: "^9.0.0",
    installed: false,
    git: false,
    next: ["cd filters/canary", "npm install", "npx mesh-wasm run --watch"],
  });
  expect(data.files).toEqual(filesIn(join(cwd, "filters/canary")));
});

test("a folder that holds files is left alone without --overwrite", async () => {
  const cwd = folderWith({ "canary/README.md": "mine", "canary/notes.txt": "keep" });
  const refused = await capture(["new", "filter", "canary", ...bare], { cwd });
  expect(refused).toMatchObject({ status: 3 });
  expect(refused.stderr).toContain("notes.txt");
  expect(filesIn(join(cwd, "canary"))).toEqual(["README.md", "notes.txt"]);
  const { status } = await capture(["new", "filter", "canary", "--overwrite", ...bare], { cwd });
  expect(status).toBe(0);
  expect(readFileSync(join(cwd, "canary/notes.txt"), "utf8")).toBe("keep");
  expect(readFileSync(join(cwd, "canary/README.md"), "utf8")).toContain("# canary");
});

test("an empty folder is taken", async () => {
  const cwd = temporaryFolder();
  const { status, stdout } = await capture(["new", "filter", "canary", "--dir", ".", ...bare], { cwd });
  expect(status).toBe(0);
  expect(stdout).not.toContain("cd ");
  expect(existsSync(join(cwd, "package.json"))).toBe(true);
});

test("makes a repository, but none inside of another", async () => {
  const cwd = temporaryFolder();
  const git = ["new", "filter", "outer", "--no-install", "--json"];
  expect(JSON.parse((await capture(git, { cwd })).stdout).data.git).toBe(true);
  const inner = ["new", "filter", "inner", "--no-install", "--json"];
  expect(JSON.parse((await capture(inner, { cwd: join(cwd, "outer") })).stdout).data.git).toBe(false);
  expect(existsSync(join(cwd, "outer/inner/.git"))).toBe(false);
});

test("installs with the package manager that called, in the new folder", async () => {
  const cwd = folderWith({ "bin/pnpm": '#!/bin/sh\necho "$PWD $*" > called.txt\n' });
  chmodSync(join(cwd, "bin/pnpm"), 0o755);
  const env = { PATH: `${join(cwd, "bin")}:/usr/bin:/bin`, npm_config_user_agent: "pnpm/9.0.0 npm/? node/v22.0.0" };
  const { status, stderr, stdout } = await capture(["new", "filter", "canary", "--no-git", "--offline"], { cwd, env });
  expect(status).toBe(0);
  expect(stderr).toContain("✔ installed packages (pnpm)");
  expect(stdout).not.toContain("install");
  const called = readFileSync(join(cwd, "canary/called.txt"), "utf8");
  expect(called).toBe(`${join(cwd, "canary")} install --offline\n`);
});

test("what a failed package manager said is shown, and the project stays", async () => {
  const cwd = folderWith({ "bin/npm": "#!/bin/sh\necho 'npm error code E404' >&2\nexit 1\n" });
  chmodSync(join(cwd, "bin/npm"), 0o755);
  const env = { PATH: `${join(cwd, "bin")}:/usr/bin:/bin` };
  const { status, stderr } = await capture(["new", "filter", "canary", "--no-git"], { cwd, env });
  expect(status).toBe(4);
  expect(stderr).toContain("MW1104");
  expect(stderr).toContain("npm error code E404");
  expect(existsSync(join(cwd, "canary/package.json"))).toBe(true);
});

test("where a project cannot be written nothing stays behind", async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "file"), "");
  const { status } = await capture(["new", "filter", "canary", "--dir", "file/canary", ...bare], { cwd });
  expect(status).toBe(4);
  expect(readdirSync(cwd)).toEqual(["file"]);
});

test("--list-templates lists each template that is there", async () => {
  const { stdout } = await capture(["new", "filter", "--list-templates"]);
  expect(stdout.split("\n").filter((line) => line !== "")).toHaveLength(templates.length);
  const { data } = JSON.parse((await capture(["new", "filter", "--list-templates", "--json"])).stdout);
  expect(data.templates).toEqual(templates);
  const folders = readdirSync(join(packageRoot(), "templates"));
  expect(folders.filter((name) => name !== "common").sort()).toEqual(templates.map(({ name }) => name).sort());
});
