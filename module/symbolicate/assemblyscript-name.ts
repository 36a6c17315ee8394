/** A function of AssemblyScript by the compiler's own name, taken apart. */
export interface AssemblyScriptName {
  /** The file's path without `.ts`, such as `assembly/rules`; empty where the name has none. */
  file: string;
  /** As in TypeScript: `CanaryStream.onRequestHeaders`. */
  name: string;
  /** Whether the compiler made it: it chooses an override, fills in arguments, or marks for the collector. */
  isStub: boolean;
}

/**
 * Takes a name as AssemblyScript's compiler gives it to functions apart; null for one of another form.
 *
 * @example
 * assemblyScriptName("assembly/index/CanaryStream#onRequestHeaders");
 * // { file: "assembly/index", name: "CanaryStream.onRequestHeaders", isStub: false }
 * assemblyScriptName("array/Array<string/String>#__get")?.name; // "Array<String>.[]"
 */
export function assemblyScriptName(raw: string): AssemblyScriptName | null {
  const top = /^start:([^~]*)(?:~(.*))?$/.exec(raw);
  if (top) return { file: top[1] ?? "", name: top[2] ? elementName(top[2]) : "top level", isStub: false };
  const at = lastSlash(raw);
  const element = raw.slice(at + 1);
  if (at < 0 || !/^[A-Za-z_$]/.test(element) || /::|\s/.test(raw)) return null;
  const isStub = /@\w+$|~visit$/.test(element);
  return { file: raw.slice(0, at), name: elementName(element.replace(/@\w+$/, "")), isStub };
}

/** The name without type arguments, which the source does not have either. */
export function withoutTypeArguments(name: string): string {
  let depth = 0;
  let kept = "";
  for (let at = 0; at < name.length; at++) {
    const opens = name[at] === "<" && !name.startsWith(anonymous, at);
    if (opens) depth++;
    else if (depth > 0 && closes(name, at)) depth--;
    else if (depth === 0) kept += name[at];
  }
  return kept;
}

const anonymous = "<anonymous>";

/** How functions of the standard library that stand for an operator are written. */
const operators = new Map([
  ["__get", "[]"],
  ["__uget", "[]"],
  ["__set", "[]="],
  ["__uset", "[]="],
]);

function elementName(element: string): string {
  const parts = splitOutside(element, /[#.~]/).map(partName);
  const last = parts.at(-1) ?? "";
  const owner = parts.slice(0, -1).join(".");
  if (last === "constructor" && owner) return `new ${owner}`;
  const [, accessor, field] = /^(get|set):(.*)$/.exec(last) ?? [];
  if (accessor) return `${accessor} ${owner ? `${owner}.` : ""}${field}`;
  return parts.join(".");
}

function partName(part: string): string {
  // Functions without a name, and those whose name is taken already, are numbered.
  const name = part.replace(/\|\d+$/, "");
  if (name === "anonymous") return anonymous;
  const open = name.indexOf("<");
  if (open < 0) return operators.get(name) ?? name;
  return name.slice(0, open) + typeArguments(name.slice(open));
}

/** `<assembly/rules/Rule|null,%28i32%29=>void>` is `<Rule | null, (i32) => void>`: brackets are written as in URLs. */
function typeArguments(text: string): string {
  return text
    .replace(/%28/g, "(")
    .replace(/%29/g, ")")
    .replace(/%2C/g, ",")
    .replace(/(?:[\w@.~$-]+\/)+(?=[A-Za-z_$])/g, "")
    .replace(/,/g, ", ")
    .replace(/=>/g, " => ")
    .replace(/\|/g, " | ");
}

function lastSlash(text: string): number {
  let depth = 0;
  let last = -1;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "<") depth++;
    else if (closes(text, at)) depth--;
    else if (text[at] === "/" && depth === 0) last = at;
  }
  return last;
}

/** Splits at separators that stand in no type arguments. */
function splitOutside(text: string, separator: RegExp): string[] {
  const parts = [""];
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? "";
    if (letter === "<") depth++;
    else if (closes(text, at)) depth--;
    if (depth === 0 && separator.test(letter)) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts;
}

function closes(text: string, at: number): boolean {
  return text[at] === ">" && text[at - 1] !== "=";
}
