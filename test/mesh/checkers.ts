import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { goEnvironment } from "../support/go-tools.ts";
import { type Finished, startProcess } from "../support/run-process.ts";
import { meshFile } from "./mesh-tools.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { starting } from "./starting.ts";

// What the meshes' own programs say of resources, without a cluster. Each gives its complaint, empty where it has none.

/** The checks of an API server: schemas, unknown fields, and rules in CEL. */
export async function askApiServer(resources: string): Promise<string> {
  const definitions = (["istio.yaml", "gateway-api.yaml", "envoy-gateway.yaml"] as const).map(meshFile).join(",");
  const { code, stdout, stderr } = await runOn(resources, (file) => ["crdcheck", "-definitions", definitions, file]);
  if (code !== 0) throw new Error(stderr);
  // Istio's code writes warnings of its own before
  const last = stdout.trimEnd().split("\n").at(-1) ?? "";
  const { error = "" }: { error?: string } = JSON.parse(last);
  return error;
}

/** `istioctl validate`. */
export async function askIstio(resources: string): Promise<string> {
  const { code, stdout, stderr } = await runOn(resources, (file) => ["istioctl", "validate", "--filename", file]);
  // It only warns of unknown fields in what it passes on to Envoy
  return code === 0 && !/unknown field/i.test(stderr) ? "" : stdout + stderr;
}

/** `egctl x validate`. */
export async function askEnvoyGateway(resources: string): Promise<string> {
  const { code, stdout, stderr } = await runOn(resources, (file) => ["egctl", "x", "validate", "--file", file]);
  const output = stdout + stderr;
  // It ends well whatever it says
  return code === 0 && !/error/i.test(output) ? "" : output;
}

async function runOn(resources: string, words: (file: string) => [string, ...string[]]): Promise<Finished> {
  await using run = await starting(async (started) => {
    const folder = await scratchFolder(started, "checked");
    const file = join(folder, "resources.yaml");
    await writeFile(file, resources);
    const [command, ...args] = words(file);
    return startProcess(command, args, { cwd: folder, env: goEnvironment(folder) }).finished;
  });
  return run;
}
