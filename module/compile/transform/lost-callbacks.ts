import { editDistance } from "../../check/nearest.ts";
import type { Asc, ClassPrototype, Declaration, Identifier, Node, Program, Source } from "../asc-types.ts";
import { visitNodes } from "./walk.ts";

const sdk = "~lib/mesh-wasm/assembly";

/** The context classes of the SDK and of the old one, by their internal names. */
const families: readonly (readonly string[])[] = [
  ["http-context/HttpContext", "tcp-context/TcpContext", "plugin-context/PluginContext"].map(
    (name) => `${sdk}/context/${name}`,
  ),
  ["context/Context", "root-context/RootContext"].map((name) => `${sdk}/proxy-runtime/${name}`),
];

/** A context class of the SDK, and the methods of it that the host's calls end in. */
interface ContextKind {
  name: string;
  internalName: string;
  callbacks: ReadonlySet<string>;
}

/**
 * Warns of methods that look like callbacks and are none, because the name is misspelt or belongs to another kind of
 * context: the program would build, and never be called there. A method that the program calls itself is meant as it is.
 */
export function warnOfLostCallbacks(asc: Asc, program: Program, own: readonly Source[]): void {
  const kinds = families.map((names) => names.flatMap((name) => contextKind(program, name)));
  let called: ReadonlySet<string> | undefined;
  for (const element of classesOf(asc, program, own)) {
    const family = kinds.find((each) => each.some((kind) => extendsClass(element, kind.internalName)));
    const kind = family?.find((each) => extendsClass(element, each.internalName));
    if (!family || !kind) continue;
    for (const { name, declaration } of methodsOf(element)) {
      const problem = problemOf(name, kind, family, element);
      if (problem === null) continue;
      called ??= calledMethods(asc, own);
      if (!called.has(name))
        program.warning(asc.DiagnosticCode["User_defined_0"] ?? 0, declaration.name.range, problem);
    }
  }
}

/** What is wrong with a method of a context, as a sentence; `null` where it overrides something or is like no callback. */
function problemOf(
  name: string,
  kind: ContextKind,
  family: readonly ContextKind[],
  element: ClassPrototype,
): string | null {
  if (!/^(?:on|create)/.test(name)) return null;
  if (kind.callbacks.has(name)) return isStatic(element, name) ? `nothing calls ${name}, because it is static` : null;
  if (inheritsMethod(element, name)) return null;
  const other = family.find((each) => each.callbacks.has(name));
  if (other) return `nothing calls ${name} of a ${kind.name}: it is a callback of ${other.name}`;
  const meant = closest(name, kind.callbacks);
  if (meant) return `nothing calls ${name}: did you mean ${meant}?`;
  return null;
}

function closest(name: string, callbacks: ReadonlySet<string>): string | undefined {
  const candidates = [...callbacks];
  return (
    candidates.find((callback) => plain(callback) === plain(name)) ??
    // In short names a letter more makes another word: onLog, onLoad.
    candidates.find((callback) => editDistance(callback, name) <= Math.max(1, Math.floor(callback.length / 6)))
  );
}

/** A name without what other SDKs write differently: `on_http_request_headers`, `OnHttpRequestHeaders`. */
function plain(name: string): string {
  return name
    .replaceAll("_", "")
    .toLowerCase()
    .replace(/^onhttp/, "on");
}

function contextKind(program: Program, internalName: string): ContextKind[] {
  const [path = "", name = ""] = internalName.split(/\/(?=[^/]*$)/);
  const element = program.filesByName.get(path)?.members?.get(name);
  if (!element) return [];
  const callbacks = new Set<string>();
  for (let at: ClassPrototype | null = element; at; at = at.basePrototype) {
    for (const method of at.instanceMembers?.keys() ?? [])
      if (/^(?:on[A-Z]|create)/.test(method)) callbacks.add(method);
  }
  return [{ name, internalName, callbacks }];
}

function classesOf(asc: Asc, program: Program, own: readonly Source[]): ClassPrototype[] {
  const files = [...program.filesByName.values()].filter((file) => own.includes(file.source));
  const elements = files.flatMap((file) => [...(file.members?.values() ?? [])]);
  return elements.filter((element) => element.kind === asc.ElementKind["ClassPrototype"]);
}

function extendsClass(element: ClassPrototype, internalName: string): boolean {
  for (let at = element.basePrototype; at; at = at.basePrototype) if (at.internalName === internalName) return true;
  return false;
}

function inheritsMethod(element: ClassPrototype, name: string): boolean {
  for (let at = element.basePrototype; at; at = at.basePrototype) if (at.instanceMembers?.has(name)) return true;
  return false;
}

/** Its own methods, static ones as well. */
function methodsOf(element: ClassPrototype): { name: string; declaration: Declaration }[] {
  const members = [...(element.instanceMembers ?? []), ...(element.members ?? [])];
  return members.flatMap(([name, member]) => {
    const { declaration } = member as { declaration?: Declaration };
    return declaration ? [{ name, declaration }] : [];
  });
}

function isStatic(element: ClassPrototype, name: string): boolean {
  return element.members?.has(name) ?? false;
}

/** The names after a dot in the program's own sources. */
function calledMethods(asc: Asc, own: readonly Source[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const source of own) {
    visitNodes(source, (node) => {
      if (node.kind !== asc.NodeKind["PropertyAccess"]) return;
      names.add((node as Node & { property: Identifier }).property.text);
    });
  }
  return names;
}
