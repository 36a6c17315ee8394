import { relative } from "node:path";
import type { CommandContext } from "../framework/context.ts";
import type { WrittenManifest } from "./write-manifest.ts";

/** The manifest itself, or where it is. */
export function renderManifest({ file, text }: WrittenManifest, ctx: CommandContext): string {
  return file === null ? text : `${relative(ctx.cwd, file)}\n`;
}
