import * as v from "valibot";
import { shown } from "../errors/shown.ts";
import { testError } from "../errors/test-error.ts";

/** How much of a wrong value a message quotes. */
const quoted = 60;

/**
 * Refuses what a test must not say: the compiler would do so, but test runners do not look at types, and an engine would go on
 * with it, or stop, each in a way of its own.
 *
 * @param of what the value is, as the message calls it
 * @throws MeshWasmError MW0415, with the path of what is wrong; schemas say by their messages what is right
 */
export function check(schema: v.GenericSchema, value: unknown, of: string): void {
  const { issues } = v.safeParse(schema, value);
  if (!issues) return;
  // A slip of the pen in a name is the likeliest cause of all others
  const issue = issues.find(isUnknownName) ?? issues[0];
  throw testError("MW0415", wordsOf(issue, of), { hint: issue.message });
}

function wordsOf(issue: v.BaseIssue<unknown>, of: string): string {
  const keys = (issue.path ?? []).map(({ key }) => key);
  const path = pathOf(keys);
  if (isUnknownName(issue)) return `${of} cannot have \`${path}\``;
  const what = keys.length === 0 ? of : `\`${path}\` of ${of}`;
  if (isMissing(issue)) return `${what} is missing`;
  return `${what} cannot be ${shown(issue.input, quoted)}`;
}

/** Valibot marks an unknown key of a strict object as an issue that expects nothing at all. */
export function isUnknownName({ expected }: v.BaseIssue<unknown>): boolean {
  return expected === "never";
}

/** And one that is missing as one that expects its name. */
function isMissing({ type, expected }: v.BaseIssue<unknown>): boolean {
  return type === "strict_object" && expected !== "Object" && expected !== "never";
}

/** As JavaScript writes it: `clusters.auth.status`, `routes[0].match`, `headers["x-a"]`. */
function pathOf(keys: readonly unknown[]): string {
  const steps = keys.map((key) => {
    if (typeof key === "number") return `[${key}]`;
    const name = String(key);
    return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
  });
  return steps.join("").replace(/^\./, "");
}
