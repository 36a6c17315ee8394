import { copyImage, type Digest, parseReference } from "../../registry/index.ts";
import type { CommandContext } from "../framework/context.ts";
import { copyShown } from "./copy-shown.ts";
import { imagePlace, referenceIn, targetPlace } from "./image-place.ts";
import type { RegistryArguments } from "./options.ts";

/** What `copy` was asked for. */
export interface CopyArguments extends RegistryArguments {
  source: string;
  target: string;
  referrers: boolean;
  fromOciLayout: boolean;
  toOciLayout: boolean;
}

/** An image that was copied. */
export interface CopiedImage {
  source: string;
  target: string;
  tag: string | null;
  digest: Digest;
}

/** @throws MeshWasmError MW0701 for a wrong reference, MW0704 for an image that there is not, and as registries do */
export async function copyBetween(ctx: CommandContext, args: CopyArguments): Promise<CopiedImage> {
  const source = await imagePlace(ctx, args.source, { ...args, ociLayout: args.fromOciLayout });
  const place = await imagePlace(ctx, args.target, { ...args, ociLayout: args.toOciLayout }, readsOf(args));
  const target = targetPlace(place);
  const { digest } = await copyShown(ctx, ["copying", "copied"], `${source.name} to ${target.name}`, (onBlob) =>
    copyImage(source.store, referenceIn(source), target.store, target.tag, { referrers: args.referrers, onBlob }),
  );
  await target.save();
  return { source: source.name, target: target.name, tag: target.tag ?? null, digest };
}

/** Within a registry blobs are taken over, for which the token must be good for both repositories. */
function readsOf({ source, target, fromOciLayout, toOciLayout }: CopyArguments): string[] {
  if (fromOciLayout || toOciLayout) return [];
  const { registry, repository } = parseReference(source);
  return parseReference(target).registry === registry ? [repository] : [];
}
