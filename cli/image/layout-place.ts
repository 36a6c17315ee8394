import { resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import { checkTag, isDigest, LayoutArchive, LayoutFolder, LayoutStore } from "../../registry/index.ts";
import type { CommandContext } from "../framework/context.ts";
import type { ImagePlace } from "./image-place.ts";

/**
 * Where an image is in a folder or file: `PATH`, `PATH:TAG` or `PATH@DIGEST`.
 *
 * @throws MeshWasmError MW0701 for a wrong tag or digest
 */
export async function layoutPlace(ctx: CommandContext, text: string): Promise<ImagePlace> {
  const [, path = text, rawTag, rawDigest] = /^(.+?)(?::([^:/\\]+))?(?:@([^@/\\]+))?$/.exec(text) ?? [];
  if (rawDigest !== undefined && !isDigest(rawDigest)) {
    throw new MeshWasmError("MW0701", `"${text}" is no reference to an image`, {
      details: [`\`${rawDigest}\` is no digest`],
    });
  }
  const tag = rawTag === undefined ? undefined : checkTag(rawTag);
  const absolute = resolve(ctx.cwd, path);
  const common = { tag, digest: rawDigest, name: path, registry: undefined, repository: undefined };
  if (!path.endsWith(".tar"))
    return { ...common, store: new LayoutStore(new LayoutFolder(absolute, path)), async save() {} };
  const archive = await LayoutArchive.open(absolute, path);
  return { ...common, store: new LayoutStore(archive), save: () => archive.save() };
}
