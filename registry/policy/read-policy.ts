import { validRange } from "semver";
import * as v from "valibot";
import { isMap, isNode, LineCounter, parseDocument } from "yaml";
import { MeshWasmError, nearest } from "../../core/index.ts";
import { type Policy, policyForm } from "./policy.ts";

/**
 * Reads a policy: YAML or JSON.
 *
 * @param file What messages call it.
 * @throws MeshWasmError MW0816 with line and column of what is wrong
 * @example
 * readPolicy("attestations: [sbom]\nmodule: { clusters: [authz] }\n", "policy.yaml");
 */
export function readPolicy(text: string, file: string): Policy {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });

  function fault(path: readonly PropertyKey[], why: string, hint?: string): MeshWasmError {
    const node = document.getIn(path as unknown[], true) ?? document.contents;
    const key = keyAt(path);
    const { line, col } = lines.linePos((key ?? (isNode(node) ? node.range?.[0] : 0)) || 0);
    const what = path.map(String).join(".") || "the policy";
    return new MeshWasmError("MW0816", `${file}:${line}:${col} ${what} ${why}`, hint === undefined ? {} : { hint });
  }

  /** Where the key of a field stands. */
  function keyAt(path: readonly PropertyKey[]): number | undefined {
    const parent = path.length > 1 ? document.getIn(path.slice(0, -1) as unknown[], true) : document.contents;
    if (!isMap(parent)) return undefined;
    const pair = parent.items.find(({ key }) => String(key) === String(path.at(-1)));
    return isNode(pair?.key) ? pair.key.range?.[0] : undefined;
  }

  const [broken] = document.errors;
  if (broken)
    throw new MeshWasmError("MW0816", `${file} is no YAML`, { details: broken.message.trimEnd().split("\n") });
  const value: unknown = document.toJS();
  // A list is an object, too
  if (Array.isArray(value)) throw fault([], "is a list, where fields are expected");
  const result = v.safeParse(policyForm, value);
  if (!result.success) {
    const [issue] = result.issues;
    const path = (issue.path ?? []).map(({ key }) => key as PropertyKey);
    throw fault(path, reasonOf(issue), hintOf(issue, path));
  }
  const { sdk } = result.output;
  if (sdk !== undefined && validRange(sdk) === null) {
    throw fault(["sdk"], `is no range of versions: ${sdk}`, 'write one as npm has it: ">=0.1.0 <1.0.0"');
  }
  return result.output;
}

function reasonOf(issue: v.BaseIssue<unknown>): string {
  if (issue.type === "strict_object" && issue.expected === "never") return "is no known field";
  if (issue.type === "union") return "names neither a key nor one identity with one issuer";
  if (issue.type === "non_empty" || issue.type === "check") return issue.message;
  return `is ${issue.received}, where ${issue.expected} is expected`;
}

/** The fields that there are where a wrong one stands. */
function hintOf(issue: v.BaseIssue<unknown>, path: readonly PropertyKey[]): string | undefined {
  if (issue.type !== "strict_object" || issue.expected !== "never") return undefined;
  const known = Object.keys(formAt(path.slice(0, -1)));
  const meant = nearest(String(path.at(-1)), known);
  return meant ? `did you mean ${meant}?` : `known here: ${known.join(", ")}`;
}

function formAt(path: readonly PropertyKey[]): object {
  const { provenance, module } = policyForm.entries;
  if (path[0] === "provenance") return provenance.wrapped.entries;
  return path[0] === "module" ? module.wrapped.entries : policyForm.entries;
}
