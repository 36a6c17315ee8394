import { MeshWasmError } from "../../core/index.ts";

const factors: Record<string, number> = { B: 1, kB: 1000, MB: 1_000_000, KiB: 1024, MiB: 1_048_576 };

/** Bytes of a size such as `120kB`, `1.5 MB` or `96KiB`; undefined where it is none. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(B|kB|MB|KiB|MiB)$/.exec(text.trim().replace(/KB$/, "kB"));
  if (!match) return undefined;
  return Math.round(Number(match[1]) * (factors[match[2] ?? ""] ?? Number.NaN));
}

/** A size for people: `38.8 kB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(2)} MB`;
}

/**
 * The value of `--size-limit` in bytes.
 *
 * @throws MeshWasmError MW0105 where it is no size
 */
export function sizeOption(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const bytes = parseSize(text);
  if (bytes !== undefined) return bytes;
  throw new MeshWasmError("MW0105", `--size-limit does not take "${text}"`, {
    hint: "give a size such as 120kB (1000 bytes) or 96KiB (1024)",
  });
}
