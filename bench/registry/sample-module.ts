import { randomFillSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const filter = fileURLToPath(new URL("../../dist/filters/header-routing.wasm", import.meta.url));

/** A real filter, made as large as asked for by a section that nobody reads and that cannot be compressed. */
export function sampleModule(size: number): Uint8Array {
  const real = readFileSync(filter);
  const section = randomFillSync(new Uint8Array(size - real.length));
  const head = 5; // its kind, its size in three bytes, and that it has a name without letters
  const rest = section.length - head + 1;
  section.set([0, (rest & 0x7f) | 0x80, ((rest >> 7) & 0x7f) | 0x80, rest >> 14, 0]);
  return Buffer.concat([real, section]);
}
