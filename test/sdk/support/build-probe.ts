import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { type CompileOptions, compile } from "../../../module/index.ts";

/** The folder of the probe filters. */
export const probesDir = fileURLToPath(new URL("../probes", import.meta.url));

/** A compiled probe. */
export interface Probe {
  wasm: Uint8Array;
  /** Where the module lies, for Envoy. */
  path: string;
}

let folder: string | undefined;

/** Compiles `test/sdk/probes/NAME.ts` as a user's filter is compiled. */
export async function buildProbe(name: string, options: Partial<CompileOptions> = {}): Promise<Probe> {
  const entry = join(probesDir, `${name}.ts`);
  const { wasm } = await compile({ entry, projectDir: probesDir, name, mode: "release", ...options });
  folder ??= temporaryFolder();
  const path = join(folder, `${name}.wasm`);
  writeFileSync(path, wasm);
  return { wasm, path };
}

function temporaryFolder(): string {
  const made = mkdtempSync(join(tmpdir(), "mesh-wasm-probes-"));
  afterAll(() => rmSync(made, { recursive: true, force: true }));
  return made;
}
