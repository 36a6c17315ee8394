import { type ByteReader, ReadError } from "./byte-reader.ts";
import type { Draft } from "./draft.ts";
import { readMetadata } from "./read-metadata.ts";
import { readNames } from "./read-names.ts";
import { readProducers } from "./read-producers.ts";

/** Reads a custom section. Of several with one name the first counts, as in Envoy. */
export function readCustom(reader: ByteReader, draft: Draft): void {
  const name = reader.name();
  const { offset, end } = reader;
  draft.customSections.push({ name, size: end - offset, offset });
  if (draft.customNames.has(name)) return;
  draft.customNames.add(name);
  if (name === "name") {
    const { state, names } = readNames(reader);
    draft.nameSection = state;
    draft.functionNames = names;
  } else if (name === "producers") {
    draft.producers = readProducers(reader);
  } else if (name === "mesh-wasm") {
    draft.metadata = readMetadata(reader.bytes.subarray(offset, end));
  } else if (name === "sourceMappingURL") {
    draft.sourceMappingUrl = readUrl(reader);
  }
}

function readUrl(reader: ByteReader): string | null {
  try {
    return reader.name(true);
  } catch (error) {
    if (error instanceof ReadError) return null;
    throw error;
  }
}
