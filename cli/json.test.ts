import { homedir } from "node:os";
import { expect, test } from "vitest";
import { packageRoot, packageVersion } from "../core/package-root.ts";
import { capture, normalized } from "./fixtures/captured-cli.ts";
import { folderWith, projectFiles } from "./fixtures/project.ts";

const emptyModule = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

const cases: readonly (readonly string[])[] = [
  ["--version"],
  ["envoy", "--help"],
  ["explain", "MW1002"],
  ["completion", "tcsh"],
  ["new", "filter", "--list-templates"],
  ["new", "filter", "hello", "--no-install", "--no-git"],
  ["build", "--no-source-map"],
  ["check"],
  ["check", "empty.wasm"],
  ["inspect", "empty.wasm"],
  ["validate"],
  ["run", "--print-bootstrap"],
];

test.each(cases.map((argv) => [argv.join(" "), argv] as const))("mesh-wasm %s --json", async (line, argv) => {
  const cwd = folderWith({ ...projectFiles, "empty.wasm": emptyModule });
  const env = { HOME: homedir(), ENVOY_PATH: process.env["ENVOY_PATH"], MESH_WASM_STATE_HOME: `${cwd}/state` };
  const { stdout, stderr } = await capture([...argv, "--json"], { cwd, env });
  expect(stderr).toBe("");
  expect(stdout).toMatch(/^\{.*\}\n$/);
  const text = normalized(JSON.stringify(JSON.parse(stdout), null, 2), {
    [cwd]: "<folder>",
    [`"${packageVersion()}"`]: '"<version>"',
  });
  const stable = text
    .replace(/"(size|milliseconds|durationMs)": \d+/g, '"$1": 0')
    .replace(/"envoy": "[\d.]+"/, '"envoy": "<version>"')
    .replace(/"packageSpec": "file:[^"]*"/, '"packageSpec": "file:<package>"')
    .replaceAll(packageRoot(), "<package>");
  await expect(`${stable}\n`).toMatchFileSnapshot(
    `golden/json/${line.replaceAll(/[ .]+/g, "-").replace(/^-+/, "")}.json`,
  );
});
