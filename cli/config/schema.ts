import * as v from "valibot";
import { MeshWasmError, nearest } from "../../core/index.ts";
import type { ProjectConfig } from "../define-config.ts";
import { parseSize } from "./size.ts";

const filterFields = {
  entry: v.pipe(v.string(), v.nonEmpty("is empty")),
  rootId: v.optional(v.string()),
  configuration: v.optional(v.union([v.string(), v.record(v.string(), v.unknown())])),
  sizeLimit: v.optional(
    v.pipe(
      v.string(),
      v.check((text) => parseSize(text) !== undefined, "is no size such as 120kB"),
    ),
  ),
};

const projectFields = {
  filters: v.pipe(
    v.record(v.string(), v.strictObject(filterFields)),
    v.check((filters) => Object.keys(filters).length > 0, "has no filter"),
  ),
  envoy: v.optional(v.pipe(v.string(), v.regex(/^\d+\.\d+(\.\d+)?$/, "is no Envoy version such as 1.40"))),
  upstream: v.optional(v.pipe(v.string(), v.check(isUpstream, 'is neither "echo" nor an http URL'))),
  outDir: v.optional(v.pipe(v.string(), v.nonEmpty("is empty"))),
};

const projectSchema = v.strictObject({ ...projectFields, $schema: v.optional(v.string()) });

/** Whether a text says where `run` sends requests to. */
export function isUpstream(text: string): boolean {
  return text === "echo" || (URL.canParse(text) && new URL(text).protocol === "http:");
}

/**
 * Checks what a configuration file holds.
 *
 * @throws MeshWasmError MW1004 naming each faulty field by its path, with the nearest known name for an unknown one
 */
export function validateConfig(value: unknown, file: string): ProjectConfig {
  const result = v.safeParse(projectSchema, value);
  if (result.success) {
    const { $schema: _, ...config } = result.output;
    return config as ProjectConfig;
  }
  const faults = result.issues.map(describeIssue);
  throw new MeshWasmError("MW1004", `${file}: ${faults[0]?.text ?? "invalid"}`, {
    details: faults.slice(1).map(({ text }) => text),
    hint: faults.find(({ hint }) => hint)?.hint ?? "correct the field and run the command again",
  });
}

interface Fault {
  text: string;
  hint?: string | undefined;
}

function describeIssue(issue: v.BaseIssue<unknown>): Fault {
  const path = (issue.path ?? []).map(({ key }) => String(key));
  const shown = path.length > 0 ? path.join(".") : "the configuration";
  // Valibot marks an unknown key of a strict object as an issue that expects nothing at all.
  if (issue.type === "strict_object" && issue.expected === "never") {
    const key = path.at(-1) ?? "";
    const known = Object.keys(path.length > 1 ? filterFields : projectFields);
    const meant = nearest(key, known);
    return {
      text: `${shown} is no known field`,
      hint: meant ? `did you mean ${meant}?` : `known here: ${known.join(", ")}`,
    };
  }
  if (issue.received === "undefined" && issue.expected !== null) return { text: `${shown} is missing` };
  const told = ["check", "regex", "non_empty"].includes(issue.type);
  const expected = told ? issue.message : `is not ${kindOf(issue.expected)}`;
  return { text: `${shown} ${expected}` };
}

const kinds: Readonly<Record<string, string>> = { string: "a text", Object: "an object" };

/** What valibot expected, in words; a union is written `(string | Object)`. */
function kindOf(expected: string | null): string {
  const parts = (expected ?? "").replace(/^\(|\)$/g, "").split(" | ");
  return parts.map((part) => kinds[part] ?? part).join(" or ");
}
