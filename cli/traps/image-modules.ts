import { readTrapModule, readModule as readWasm } from "../../module/index.ts";
import { findAttachments, readModule } from "../../registry/index.ts";
import { sourceMapType } from "../../registry/media-types.ts";
import type { CommandContext } from "../framework/context.ts";
import { shownStep } from "../framework/shown-step.ts";
import { imagePlace, type PlaceArguments, referenceIn } from "../image/image-place.ts";
import type { ModuleFile } from "./trap-explainer.ts";

/**
 * The modules of images, each with the source map that is attached to it. Whoever may write to a repository can attach a map, so
 * one is taken only where it is of this very build.
 *
 * @throws MeshWasmError MW0715 for an image without a module, and as registries do
 */
export async function imageModules(
  ctx: CommandContext,
  images: readonly string[],
  args: PlaceArguments,
): Promise<ModuleFile[]> {
  return Promise.all(images.map((image) => imageModule(ctx, image, args)));
}

async function imageModule(ctx: CommandContext, reference: string, args: PlaceArguments): Promise<ModuleFile> {
  async function fetch(): Promise<ModuleFile> {
    const place = await imagePlace(ctx, reference, args);
    const { module, manifest } = await readModule(place.store, referenceIn(place));
    const attached = await findAttachments(place.store, manifest.descriptor.digest, sourceMapType);
    const maps = attached.map(({ bytes }) => new TextDecoder().decode(bytes));
    const wasm = readWasm(module);
    const map = maps.find((text) => readTrapModule(wasm, text).mapProblem === null) ?? null;
    if (map === null)
      ctx.warn(`no source map of this build is attached to ${reference}: traps are explained without lines`);
    return { file: reference, content: { module, map } };
  }

  return shownStep(ctx, `fetching ${reference}`, () => `fetched ${reference}`, fetch);
}
