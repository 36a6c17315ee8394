import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processContext } from "../../core/index.ts";
import { defaultEnvoyVersion, type EnvoyBinary, findEnvoy, httpBootstrap, printBootstrap } from "../../envoy/index.ts";
import { startProcess } from "./run-process.ts";

/** What Envoy does with a module when it only validates its configuration: it loads, starts and configures it. */
export interface Verdict {
  loaded: boolean;
  /** The signal that ended Envoy, where it crashed. */
  signal: NodeJS.Signals | null;
  /** All that Envoy logged. */
  log: string;
}

let binary: Promise<EnvoyBinary> | undefined;

/** Loads a module into the real Envoy, of the version whose behaviour the table and the checks describe. */
export async function validateModule(bytes: Uint8Array): Promise<Verdict> {
  binary ??= findEnvoy(processContext(), { version: defaultEnvoyVersion });
  const { path: envoy } = await binary;
  const folder = await mkdtemp(join(tmpdir(), "mesh-wasm-validate-"));
  try {
    const module = join(folder, "module.wasm");
    const config = join(folder, "envoy.yaml");
    await writeFile(module, bytes);
    await writeFile(config, printBootstrap(httpBootstrap({ plugins: [{ module, configuration: "configuration" }] })));
    const args = ["--mode", "validate", "--config-path", config, "--use-dynamic-base-id", "--log-level", "warn"];
    const { code, signal, stderr } = await startProcess(envoy, args).finished;
    return { loaded: code === 0, signal, log: stderr };
  } finally {
    await rm(folder, { recursive: true });
  }
}
