import type { DocComment } from "./doc-comment.ts";

/** What can be imported, or is reached from what can be. */
export interface SdkSymbol {
  name: string;
  kind: "class" | "function" | "enum" | "namespace" | "constant" | "type" | "decorator" | "alias";
  /** Where it is imported from; null for what has no name to import. */
  entry: string | null;
  /** Its file in `assembly/`. */
  file: string;
  signature: string;
  doc: DocComment;
  members: SdkMember[];
  /** Whether a subclass only can be made. */
  isAbstract: boolean;
  /** Of a class, the types that its own constructor takes; null when it has none. */
  constructorTypes: string[] | null;
  /** The class that it extends, where that one is documented. */
  base: SdkSymbol | null;
}

/** A field, method, accessor or constructor of a class, a function of a namespace, or a member of an enum. */
export interface SdkMember {
  name: string;
  kind: "constructor" | "method" | "field" | "function" | "enum member";
  signature: string;
  doc: DocComment;
  /** Documented classes that it gives. */
  gives: SdkSymbol[];
  /** Whether it may be without a docstring: its names say it all. */
  speaksForItself: boolean;
}

/** The members of a symbol and of the classes that it extends, nearest first. */
export function allMembers(symbol: SdkSymbol): { owner: SdkSymbol; member: SdkMember }[] {
  const own = symbol.members.map((member) => ({ owner: symbol, member }));
  if (!symbol.base) return own;
  const names = new Set(symbol.members.map(({ name }) => name));
  const inherited = allMembers(symbol.base).filter(({ member }) => member.kind !== "constructor");
  return [...own, ...inherited.filter(({ member }) => !names.has(member.name))];
}
