import { type ByteReader, ReadError } from "./byte-reader.ts";
import type { Producer, Producers } from "./wasm-module.ts";

/** Reads the `producers` section of the tool conventions; what is malformed in it is left out. */
export function readProducers(reader: ByteReader): Producers {
  const fields = new Map<string, Producer[]>();
  try {
    for (let count = reader.u32(); count > 0; count--) {
      const field = reader.name(true);
      const values: Producer[] = [];
      fields.set(field, values);
      for (let items = reader.u32(); items > 0; items--) {
        values.push({ name: reader.name(true), version: reader.name(true) });
      }
    }
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
  }
  return {
    language: fields.get("language") ?? [],
    processedBy: fields.get("processed-by") ?? [],
    sdk: fields.get("sdk") ?? [],
  };
}
