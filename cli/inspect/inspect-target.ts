import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Finding } from "../../module/index.ts";
import { readModule } from "../../registry/index.ts";
import type { CommandContext } from "../framework/context.ts";
import { imagePlace, type PlaceArguments, referenceIn } from "../image/image-place.ts";
import { type Inspection, inspectBytes, inspectModule } from "./inspect-module.ts";

/**
 * Whether a word names an image and no file: it has a tag, a digest or the host of a registry, and there is no such file.
 *
 * @example
 * namesImage(ctx, "ghcr.io/acme/canary:1.0"); // true
 * namesImage(ctx, "build/canary.wasm"); // false
 */
function namesImage(ctx: Pick<CommandContext, "cwd">, word: string): boolean {
  if (word.endsWith(".wasm") || existsSync(resolve(ctx.cwd, word))) return false;
  return /[:@]/.test(word) || /^[^/]+\.[^/]+\/./.test(word);
}

/**
 * Tells what is in a module, of a file or of an image.
 *
 * @throws MeshWasmError as {@link inspectModule} and {@link inspectImage}
 */
export async function inspectTarget(
  ctx: CommandContext,
  word: string,
  args: PlaceArguments,
): Promise<Inspection & { problem?: Finding }> {
  return args.ociLayout || namesImage(ctx, word) ? inspectImage(ctx, word, args) : inspectModule(ctx, word);
}

/**
 * Fetches the module of an image and tells what is in it.
 *
 * @throws MeshWasmError MW0715 for an image without a module, and as registries do
 */
async function inspectImage(
  ctx: CommandContext,
  reference: string,
  args: PlaceArguments,
): Promise<Inspection & { problem?: Finding }> {
  const place = await imagePlace(ctx, reference, args);
  const { module, manifest, variant, annotations, files } = await readModule(place.store, referenceIn(place));
  const image = { digest: manifest.descriptor.digest, variant, annotations, files: [...files.keys()].sort() };
  return { ...inspectBytes(module, reference), image };
}
