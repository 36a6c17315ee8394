import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import { compile } from "../../module/index.ts";
import { memberTitle } from "./anchors.ts";
import { type Example, exampleSource } from "./example-source.ts";
import type { Sdk } from "./read-sdk.ts";

const names = new URL("probes/names.ts", import.meta.url);

/** Every example of the SDK. */
export function examplesOf({ symbols }: Sdk): Example[] {
  return symbols.flatMap((symbol) => [
    ...symbol.doc.examples.map((text) => ({ title: symbol.name, symbol, text })),
    ...symbol.members.flatMap((member) => {
      return member.doc.examples.map((text) => ({ title: memberTitle(symbol, member), symbol, text }));
    }),
  ]);
}

/**
 * Compiles examples, all in one module: one file for each, and an entry that uses them all.
 *
 * @returns what the compiler has to say against them; empty when nothing
 */
export async function compileExamples(sdk: Sdk, examples: readonly Example[]): Promise<string> {
  const preamble = await readFile(names, "utf8");
  const ambient = new Set([...preamble.matchAll(/^export \w+ (\w+)/gm)].map(([, name = ""]) => name));
  const folder = await mkdtemp(join(tmpdir(), "mesh-wasm-examples-"));
  try {
    const files = examples.map(({ title }, index) => `${title.replaceAll(/\W/g, "-")}-${index}`);
    await mkdir(join(folder, "examples"));
    await writeFile(join(folder, "examples/names.ts"), preamble);
    for (const [index, example] of examples.entries()) {
      await writeFile(join(folder, `examples/${files[index]}.ts`), exampleSource(example, sdk, ambient));
    }
    const entry = join(folder, "entry.ts");
    await writeFile(entry, entrySource(files));
    await compile({ entry, projectDir: folder, name: "examples", mode: "debug", sourceMap: false });
    return "";
  } catch (error) {
    if (error instanceof MeshWasmError && error.code === "MW0201") return error.details.join("\n");
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function entrySource(files: readonly string[]): string {
  const imports = files.map((file, index) => `import { use as use${index} } from "./examples/${file}";`);
  const calls = files.map((_, index) => `  use${index}();`);
  return [...imports, "", "export function useAll(): void {", ...calls, "}", ""].join("\n");
}
