import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** Programs as plain JavaScript in a folder of their own. */
export interface PlainPrograms extends AsyncDisposable {
  /** The file of a program, by its name without `.ts`. */
  file(name: string): string;
}

const sources = [
  new URL("programs/answer.ts", import.meta.url),
  new URL("programs/host-program.ts", import.meta.url),
  new URL("programs/peer.ts", import.meta.url),
  new URL("programs/peer-program.ts", import.meta.url),
];

/** Compiles the programs that are measured: what runs TypeScript in place would slow them down. */
export async function plainPrograms(): Promise<PlainPrograms> {
  const folder = await mkdtemp(join(tmpdir(), "mesh-wasm-bench-host-"));
  const compilerOptions: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    rewriteRelativeImportExtensions: true,
  };
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  for (const source of sources) {
    const { outputText } = ts.transpileModule(await readFile(source, "utf8"), { compilerOptions });
    await writeFile(join(folder, basename(fileURLToPath(source)).replace(/ts$/, "js")), outputText);
  }
  return {
    file: (name) => join(folder, `${name}.js`),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
