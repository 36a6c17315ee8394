import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compile } from "../../module/index.ts";
import { checkout } from "../support/cli.ts";

// What docs/assemblyscript.md says compiles does, and the rest does not.

const page = await readFile(join(checkout, "docs/assemblyscript.md"), "utf8");
const blocks = [...page.matchAll(/^```ts( refused)?\n([\s\S]*?)^```$/gm)].map(([, refused, code = ""]) => {
  return { title: code.split("\n")[0], code, refused: refused !== undefined };
});
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mesh-wasm-guide-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Compiles a piece of code, with every name of the SDK at hand, and all of it in use. */
async function build(code: string): Promise<Uint8Array> {
  const names = [...new Set(code.match(/\b(?:[A-Z]\w+|log)\b/g))].filter((name) => isOfTheSdk(name));
  const used = [...code.matchAll(/^(class|function) (\w+)/gm)].map(([, kind, name]) => {
    if (kind === "function") return `export { ${name} };`;
    // What nothing calls is not compiled
    const calls = [...code.matchAll(/^ {2}(\w+)\(\): /gm)].map(([, method]) => `object.${method}();`);
    return `export function use(): void { const object = new ${name}(); ${calls.join(" ")} }`;
  });
  const entry = join(folder, "entry.ts");
  const source = `import { ${names.join(", ")} } from "mesh-wasm/assembly";\n${code}\n${used.join("\n")}\n`;
  await writeFile(entry, names.length > 0 ? source : source.slice(source.indexOf("\n")));
  return (await compile({ entry, projectDir: folder, name: "guide", mode: "debug", sourceMap: false })).wasm;
}

const sdk = await readFile(join(checkout, "assembly/index.ts"), "utf8");

function isOfTheSdk(name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(sdk);
}

describe.each(blocks)("$title", ({ code, refused }) => {
  test(refused ? "does not compile" : "compiles", async () => {
    if (refused) await expect(build(code)).rejects.toMatchObject({ code: "MW0201" });
    else expect((await build(code)).length).toBeGreaterThan(0);
  });
});

test("the page has code of both kinds", () => {
  expect(blocks.filter(({ refused }) => refused).length).toBeGreaterThan(2);
  expect(blocks.filter(({ refused }) => !refused).length).toBeGreaterThan(3);
});

test("its links lead to headings of the reference", async () => {
  for (const [, file = "", anchor] of page.matchAll(/\]\((sdk\/[\w-]+\.md)(?:#([\w-]+))?\)/g)) {
    const target = await readFile(join(checkout, "docs", file), "utf8");
    const headings = [...target.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading.toLowerCase());
    if (anchor !== undefined) expect(headings).toContain(anchor);
  }
});
