import { formatSize } from "../config/size.ts";
import type { PushedImage } from "./push-image.ts";

/** An image that is where it was to go, for people: the line that a manifest wants is the first. */
export function renderPushed({ repository, tags, digest, variant, moduleSize, size, attached }: PushedImage): string {
  const lines = [
    `${repository}@${digest}`,
    ...tags.map((tag) => `${repository}:${tag}`),
    `${variant}: a module of ${formatSize(moduleSize)}, ${formatSize(size)} in all`,
    ...attached.map(({ kind, digest: own }) => `${kind} ${own}`),
  ];
  return `${lines.join("\n")}\n`;
}
