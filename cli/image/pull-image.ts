import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { MeshWasmError, writeFault, writeWhole } from "../../core/index.ts";
// Not the whole room: what packs images takes long to load, and is of no use here
import { type Digest, digestOf } from "../../registry/digest.ts";
import { type ImageModule, readModule } from "../../registry/layout/read-module.ts";
import type { CommandContext } from "../framework/context.ts";
import { shownStep } from "../framework/shown-step.ts";
import { imagePlace, type PlaceArguments, referenceIn } from "./image-place.ts";

/** What `pull` was asked for. */
export interface PullArguments extends PlaceArguments {
  reference: string;
  output: string | undefined;
  force: boolean;
}

/** A module that was fetched. */
export interface PulledModule {
  /** Absolute path of the module. */
  file: string;
  /** Of the image's manifest. */
  digest: Digest;
  /** Of the module itself. */
  moduleDigest: Digest;
  variant: ImageModule["variant"];
  size: number;
}

/**
 * Fetches the module of an image into a file.
 *
 * @throws MeshWasmError MW0715 for an image without a module, MW0719 where another file is in its place, and as registries do
 */
export async function pullImage(ctx: CommandContext, args: PullArguments): Promise<PulledModule> {
  const place = await imagePlace(ctx, args.reference, args);
  const { module, variant, manifest, annotations } = await shownStep(
    ctx,
    `pulling ${args.reference}`,
    () => `pulled ${args.reference}`,
    () => readModule(place.store, referenceIn(place)),
  );
  const given = args.output ?? `${fileNameOf(annotations["org.opencontainers.image.title"] ?? place.name)}.wasm`;
  const file = resolve(ctx.cwd, given);
  await writeModule(file, given, module, args.force);
  return { file, digest: manifest.descriptor.digest, moduleDigest: digestOf(module), variant, size: module.length };
}

/** A name that cannot lead out of the folder, whatever the image calls itself. */
function fileNameOf(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  return (
    last
      .replace(/[^A-Za-z0-9._-]/g, "-")
      .replace(/^\.+/, "")
      .slice(0, 100) || "module"
  );
}

async function writeModule(file: string, given: string, module: Uint8Array, force: boolean): Promise<void> {
  if (!force && isAnother(file, module)) {
    throw new MeshWasmError("MW0719", `${given} is there already, and is another module`);
  }
  try {
    await writeWhole(file, module);
  } catch (error) {
    throw writeFault(error, file);
  }
}

/** Whether there is a file that is not this module. */
function isAnother(file: string, module: Uint8Array): boolean {
  try {
    return digestOf(readFileSync(file)) !== digestOf(module);
  } catch {
    return false;
  }
}
