import type { Diagnostic } from "./diagnostic.ts";
import { lacks } from "./lacks.ts";

/**
 * The compiler's errors, with those that come of a part of TypeScript which is not there in plain words. What else it says of
 * the same place is left out then.
 */
export function inPlainWords(errors: readonly Diagnostic[]): Diagnostic[] {
  const explained = new Map<string, Diagnostic>();
  for (const error of errors) {
    const message = explanationOf(error);
    if (message !== null && !explained.has(placeOf(error))) explained.set(placeOf(error), { ...error, message });
  }
  const shown = new Set<Diagnostic>();
  for (const error of errors) shown.add(explained.get(placeOf(error)) ?? error);
  return [...shown];
}

/** What a diagnostic says in plain words; `null` for one that is plain enough, or not known. */
function explanationOf({ code, message, text, column, file, related }: Diagnostic): string | null {
  if (file === null || column === 0) return null;
  for (const lack of lacks) {
    if (!lack.codes.includes(code)) continue;
    const said = (lack.message ?? /^/).exec(message);
    const at = (lack.at ?? /^/).exec(text.slice(column - 1));
    if (lack.related && !lack.related.test(related?.text.slice(related.column - 1) ?? "")) continue;
    if (!said || !at || !(lack.before ?? /^/).test(text.slice(0, column - 1))) continue;
    return lack.say(said.length > 2 ? signatures(said) : (said[1] ?? at[0]), related?.line ?? 0);
  }
  return null;
}

function placeOf({ file, line, column }: Diagnostic): string {
  return `${file}:${line}:${column}`;
}

/** `(bool) => i32, and not () => i32`, of two methods each given from the type of its `this` on. */
function signatures([, own = "", base = ""]: RegExpExecArray): string {
  const [given, wanted] = [own, base].map((type) => type.replace(/^[^,)]*(?:, )?/, "("));
  return `${wanted}, and not ${given}`;
}
