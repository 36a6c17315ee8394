import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { CommandContext } from "../framework/context.ts";

/**
 * Whether a word names an image and no file: it has a tag, a digest or the host of a registry, and there is no such file.
 *
 * @example
 * namesImage(ctx, "ghcr.io/acme/canary:1.0"); // true
 * namesImage(ctx, "build/canary.wasm"); // false
 */
export function namesImage(ctx: Pick<CommandContext, "cwd">, word: string): boolean {
  if (word.endsWith(".wasm") || existsSync(resolve(ctx.cwd, word))) return false;
  return /[:@]/.test(word) || /^[^/]+\.[^/]+\//.test(word);
}
