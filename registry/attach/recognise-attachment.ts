import { gzip } from "../layout/gzip.ts";
import { cycloneDxType, inTotoType, sourceMapType, spdxType } from "../media-types.ts";
import type { Attachment } from "./attachment.ts";

/** By which Docker finds out what a statement says before it reads it. */
export const predicateAnnotation = "in-toto.io/predicate-type";

/**
 * What a file is that is to be attached, by its content: lists of parts in CycloneDX and SPDX, statements of in-toto, source maps.
 *
 * @returns undefined for anything else
 */
export function recogniseAttachment(bytes: Uint8Array, title: string): Attachment | undefined {
  const value = objectIn(bytes);
  if (!value) return undefined;
  if (value["bomFormat"] === "CycloneDX") return asItIs(cycloneDxType, bytes, title);
  if (typeof value["spdxVersion"] === "string") return asItIs(spdxType, bytes, title);
  if (String(value["_type"]).startsWith("https://in-toto.io/Statement/")) {
    return statementAttachment(bytes, String(value["predicateType"]), title);
  }
  if (value["version"] === 3 && typeof value["mappings"] === "string") return sourceMapAttachment(bytes, title);
  return undefined;
}

/** A source map is ten times as large as its module, and packs well. */
export function sourceMapAttachment(bytes: Uint8Array, title: string): Attachment {
  return { artifactType: sourceMapType, mediaType: sourceMapType, bytes: gzip(bytes), title: `${title}.gz` };
}

/** A statement of in-toto; the list of what refers to the image tells what it says. */
export function statementAttachment(bytes: Uint8Array, predicateType: string, title: string): Attachment {
  return { ...asItIs(inTotoType, bytes, title), annotations: { [predicateAnnotation]: predicateType } };
}

/** An attachment whose bytes are of the type by which it is found. */
export function asItIs(type: string, bytes: Uint8Array, title: string): Attachment {
  return { artifactType: type, mediaType: type, bytes, title };
}

function objectIn(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
