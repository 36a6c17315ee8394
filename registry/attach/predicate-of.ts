import { cycloneDxType, inTotoType, spdxType } from "../media-types.ts";
import { parseStatement } from "../trust/statement.ts";
import type { Attachment } from "./attachment.ts";

/** What a signed statement says. */
export interface Predicate {
  /** A URI: `https://cyclonedx.org/bom`. */
  readonly type: string;
  readonly value: unknown;
}

export const cycloneDxPredicate = "https://cyclonedx.org/bom";
export const spdxPredicate = "https://spdx.dev/Document";

/**
 * What is attached, as a statement that can be signed: lists of parts, and what is a statement already.
 *
 * @returns undefined for what is no statement, such as a source map
 */
export function predicateOf({ artifactType, bytes, title }: Attachment): Predicate | undefined {
  if (artifactType === cycloneDxType) return { type: cycloneDxPredicate, value: jsonOf(bytes) };
  if (artifactType === spdxType) return { type: spdxPredicate, value: jsonOf(bytes) };
  if (artifactType !== inTotoType) return undefined;
  const { predicateType, predicate } = parseStatement(bytes, title);
  return { type: predicateType, value: predicate };
}

function jsonOf(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}
