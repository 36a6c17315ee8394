import { blankText } from "./blank-text.ts";

/** A field `root_context` of a stream's class, with another type than that of the class that it extends. */
export interface RedeclaredField {
  type: string;
  /** Where the name is. */
  start: number;
}

/** A declaration on lines of its own, or a parameter that is a field because of the word before it. */
const declaration =
  /(?:^[ \t]*|[{;][ \t]*|\b(?:public|protected|private|readonly|override)\s+)(root_context)\s*[!?]?\s*:\s*([\w$.]+)(?!\s*[\w$.])/gm;

/**
 * Finds the fields `root_context` with a type of their own: a field cannot change its type in a subclass any more, as it
 * could with the compilers of the old SDK's time.
 */
export function redeclaredFields(source: string): RedeclaredField[] {
  const code = blankText(source);
  if (!/\bextends\s+Context\b/.test(code)) return [];
  return Array.from(code.matchAll(declaration)).flatMap((match) => {
    const [whole, name = "", type = ""] = match;
    if (type === "RootContext" || isParameter(code, match.index, whole)) return [];
    return [{ type, start: match.index + whole.indexOf(name) }];
  });
}

/** Whether it is a parameter on a line of its own, which declares no field. */
function isParameter(code: string, start: number, whole: string): boolean {
  if (/\b(?:public|protected|private|readonly|override)\b/.test(whole)) return false;
  return /^\s*[,)]/.test(code.slice(start + whole.length));
}
