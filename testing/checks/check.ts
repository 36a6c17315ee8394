import type * as v from "valibot";
import { shown } from "../errors/shown.ts";
import { testError } from "../errors/test-error.ts";
import { type Fault, faultIn } from "./fault.ts";

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
  const fault = faultIn(schema, value);
  if (fault) throw testError("MW0415", wordsOf(fault, of), { hint: fault.hint });
}

function wordsOf({ path: keys, value, name }: Fault, of: string): string {
  const path = pathOf(keys);
  if (name === "unknown") return `${of} cannot have \`${path}\``;
  const what = keys.length === 0 ? of : `\`${path}\` of ${of}`;
  return name === "missing" ? `${what} is missing` : `${what} cannot be ${shown(value, quoted)}`;
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
