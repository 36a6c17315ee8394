import { SourceMap, type SourceMapPayload } from "node:module";
import type { FunctionSize } from "../../../module/index.ts";

/** The lines of a source file, counted from 1, that a source map gives for the body of a function. */
export function sourceLines(payload: SourceMapPayload, file: string, body: FunctionSize): number[] {
  const map = new SourceMap({ ...payload, sourceRoot: "" });
  const lines = new Set<number>();
  for (let offset = body.offset; offset < body.offset + body.size; ++offset) {
    const entry = map.findEntry(0, offset);
    // An entry before the body belongs to another function
    if (!("originalLine" in entry) || entry.generatedColumn < body.offset) continue;
    if (entry.originalSource === file) lines.add(entry.originalLine + 1);
  }
  return [...lines];
}
