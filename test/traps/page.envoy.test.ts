import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { capture } from "../../cli/fixtures/captured-cli.ts";
import { folderWith } from "../../cli/fixtures/project.ts";
import { startEnvoy } from "../../envoy/index.ts";
import { checkout } from "../support/cli.ts";

const page = await readFile(join(checkout, "docs/traps.md"), "utf8");
const [index = "", rules = ""] = [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = ""]) => code);
const [, shown = ""] = /^```text\n([\s\S]*?)^```$/m.exec(page) ?? [];

test("the filter of the page traps in Envoy as the page shows", async () => {
  const cwd = folderWith({
    "mesh-wasm.config.json": '{ "filters": { "canary": { "entry": "assembly/index.ts" } } }\n',
    "package.json": "{}\n",
    "assembly/index.ts": index,
    "assembly/rules.ts": rules,
  });
  expect(await capture(["build"], { cwd })).toMatchObject({ status: 0 });
  await using envoy = await startEnvoy({ plugins: [{ module: join(cwd, "build/canary.wasm") }] });
  expect((await fetch(`${envoy.url}/beta`)).status).toBe(503);
  await envoy.logs.waitFor(/- proxy_on_request_headers/);
  const log = envoy.logs.text();
  const { stdout } = await capture(["symbolicate"], { cwd, stdin: log });

  const known = new Set(log.split("\n"));
  const added = stdout.split("\n").filter((line) => !known.has(line));
  const told = stdout
    .split("\n")
    .filter((line) => /wasm log|Function: /.test(line))
    .map((line) => line.replace(/^.*?\[(critical|error)\]\[wasm\] \[[^\]]*\]/, "[$1]"));
  expect(shown.split("\n").slice(1, -1)).toEqual([
    ...told,
    "Proxy-Wasm plugin in-VM backtrace:",
    "  …",
    // On the page places are not padded, so that it is not too wide.
    ...added.map((line) => line.replace(/(?<=\S) +│/, "  │")),
  ]);
});
