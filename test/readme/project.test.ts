import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { bin, checkout } from "../support/cli.ts";
import { runProcess } from "../support/run-process.ts";

const page = await readFile(join(checkout, "docs/project.md"), "utf8");

test("the configuration of the page builds two filters, together and alone", async () => {
  const workshop = await mkdtemp(join(tmpdir(), "mesh-wasm-project-"));
  onTestFinished(() => rm(workshop, { recursive: true, force: true }));
  await runProcess("node", [bin, "new", "filter", "canary", "--no-install", "--no-git"], { cwd: workshop });
  const project = join(workshop, "canary");
  await mkdir(join(project, "node_modules"));
  await symlink(checkout, join(project, "node_modules/mesh-wasm"));
  const [, config = ""] = /^```ts\n([\s\S]*?)^```$/m.exec(page) ?? [];
  await writeFile(join(project, "mesh-wasm.config.ts"), config);
  const filter = await readFile(join(project, "assembly/index.ts"), "utf8");
  await writeFile(join(project, "assembly/audit.ts"), filter.replaceAll('"canary"', '"audit"'));

  const modules = async () => (await readdir(join(project, "build"))).filter((name) => name.endsWith(".wasm")).sort();
  await runProcess("node", [bin, "build", "--filter", "audit"], { cwd: project });
  expect(await modules()).toEqual(["audit.wasm"]);
  await runProcess("node", [bin, "build"], { cwd: project });
  expect(await modules()).toEqual(["audit.wasm", "canary.wasm"]);
});

test("every field of the configuration has its line, and every line is a field", async () => {
  const source = await readFile(join(checkout, "cli/define-config.ts"), "utf8");
  const fields = (name: string) => {
    const [, body = ""] = new RegExp(`interface ${name} \\{([\\s\\S]*?)\\n\\}`).exec(source) ?? [];
    return [...body.matchAll(/^ {2}(\w+)\??:/gm)].map(([, field = ""]) => field);
  };
  const known = [
    ...fields("FilterConfig").map((field) => `filters.NAME.${field}`),
    ...fields("ProjectConfig").filter((field) => field !== "filters"),
  ];
  const told = [...page.matchAll(/^\| `([\w.]+)` \|/gm)].map(([, field = ""]) => field);
  expect(told.filter((field) => !field.includes("/") && field !== "mesh-wasm.config.ts").sort()).toEqual(known.sort());
});
