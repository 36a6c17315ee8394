import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import { assertModule, readModule as readWasm } from "../../module/index.ts";
import { billOfMaterials, findAttachments, readModule, type SbomFormat, writeSbom } from "../../registry/index.ts";
import { cycloneDxType, spdxType } from "../../registry/media-types.ts";
import type { CommandContext } from "../framework/context.ts";
import { writeOutput } from "../framework/write-output.ts";
import { type ImagePlace, imagePlace, type PlaceArguments, referenceIn } from "../image/image-place.ts";
import { namesImage } from "../image/names-image.ts";
import { fileOf } from "../image/pack-target.ts";
import { oneTarget } from "../run/target.ts";
import { sbomCreated } from "./sbom-created.ts";

/** What `sbom` was asked for. */
export interface SbomArguments extends PlaceArguments {
  target: string | undefined;
  format: SbomFormat;
  attached: boolean;
  output: string | undefined;
}

/** A list of parts. */
export interface Sbom {
  format: SbomFormat;
  /** Whether all parts are in it; null for one that somebody has attached. */
  isComplete: boolean | null;
  /** Absolute path of where it went; null for standard output. */
  file: string | null;
  document: unknown;
}

interface Found {
  isComplete: boolean | null;
  text: string;
}

/**
 * What a filter, module or image is made of.
 *
 * @throws MeshWasmError as building and registries do, MW0306 to MW0308 for what is no module, MW0721 where none is attached,
 * MW0108 where it cannot be written
 */
export async function sbomOf(ctx: CommandContext, args: SbomArguments): Promise<Sbom> {
  const { text, isComplete } = await findSbom(ctx, args);
  const file = args.output === undefined ? null : await writeOutput(ctx, args.output, text);
  return { format: args.format, isComplete, file, document: JSON.parse(text) };
}

async function findSbom(ctx: CommandContext, args: SbomArguments): Promise<Found> {
  const { target: word, format } = args;
  if (word !== undefined && (args.ociLayout || namesImage(ctx, word))) {
    const place = await imagePlace(ctx, word, args);
    return args.attached ? attachedTo(ctx, place, format) : ofImage(ctx, place, format);
  }
  if (args.attached) {
    throw new MeshWasmError("MW0103", "--attached is for images", { hint: "name an image: REGISTRY/REPOSITORY:TAG" });
  }
  const target = await oneTarget(ctx, word);
  const file = await fileOf(ctx, target);
  return ofModule(ctx, await readFile(file), basename(file), format);
}

async function ofImage(ctx: CommandContext, place: ImagePlace, format: SbomFormat): Promise<Found> {
  const { module } = await readModule(place.store, referenceIn(place));
  return ofModule(ctx, module, basename(place.name), format);
}

async function ofModule(ctx: CommandContext, bytes: Uint8Array, name: string, format: SbomFormat): Promise<Found> {
  const module = readWasm(bytes);
  assertModule(module, name);
  const bill = billOfMaterials(module, bytes, name);
  if (!bill.isComplete) {
    ctx.warn(`${name} does not say what is compiled into it: only modules of \`mesh-wasm build\` do`);
  }
  return { isComplete: bill.isComplete, text: await writeSbom(bill, format, sbomCreated(ctx)) };
}

async function attachedTo(ctx: CommandContext, place: ImagePlace, format: SbomFormat): Promise<Found> {
  const reference = referenceIn(place);
  const { descriptor } = await place.store.readManifest(reference);
  const type = format === "cyclonedx" ? cycloneDxType : spdxType;
  const [first, ...others] = await findAttachments(place.store, descriptor.digest, type);
  if (!first) {
    throw new MeshWasmError(
      "MW0721",
      `no list of parts of this format is attached to ${place.name}@${descriptor.digest}`,
      {
        hint: "leave out --attached for the one that the module gives, or attach one with `mesh-wasm attach`",
      },
    );
  }
  if (others.length > 0) ctx.warn(`${others.length} more of them are attached, and this is the first`);
  return { isComplete: null, text: new TextDecoder().decode(first.bytes) };
}
