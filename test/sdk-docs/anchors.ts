import { type Group, pageOf } from "./groups.ts";
import { allMembers, type SdkMember, type SdkSymbol } from "./sdk-model.ts";

/** Where each symbol and member stands. */
export interface Anchors {
  /** A link to a symbol, or to a member of it, from a page. */
  to(target: SdkSymbol, member: SdkMember | null, fromPage: string): string;
  /** What a `{@link name}` in the docstrings of a symbol means; null when nothing is called so. */
  find(name: string, from: SdkSymbol): { symbol: SdkSymbol; member: SdkMember | null } | null;
}

/** The heading of a member. */
export function memberTitle(symbol: SdkSymbol, member: SdkMember): string {
  return member.kind === "constructor" ? `new ${symbol.name}` : `${symbol.name}.${member.name}`;
}

/** Numbers the headings of all pages as GitHub does: of two that differ in case only, the second gets a number. */
export function anchorsOf(groups: readonly Group[]): Anchors {
  const known = new Map<SdkSymbol | SdkMember, string>();
  for (const { title, symbols } of groups) {
    const used = new Map<string, number>();
    const slug = (heading: string) => {
      const base = heading
        .toLowerCase()
        .replace(/[^\w -]/g, "")
        .replaceAll(" ", "-");
      const count = used.get(base) ?? 0;
      used.set(base, count + 1);
      return count === 0 ? base : `${base}-${count}`;
    };
    slug(title);
    for (const symbol of symbols) {
      known.set(symbol, slug(symbol.name));
      if (symbol.kind === "enum") continue;
      for (const member of symbol.members) known.set(member, slug(memberTitle(symbol, member)));
    }
  }
  const symbols = groups.flatMap((group) => group.symbols);
  return {
    to(target, member, fromPage) {
      const page = pageOf(target);
      // Members of an enum have no heading
      const anchor = (member && known.get(member)) ?? known.get(target);
      return `${page === fromPage ? "" : `${page}.md`}#${anchor}`;
    },
    find: (name, from) => find(symbols, name, from),
  };
}

function find(symbols: readonly SdkSymbol[], name: string, from: SdkSymbol): ReturnType<Anchors["find"]> {
  const [first = "", second] = name.split(".");
  if (second === undefined) {
    const near = memberOf(from, name);
    if (near) return near;
  }
  const named = symbols.filter((symbol) => symbol.name === first);
  const symbol = named.find((candidate) => pageOf(candidate) === pageOf(from)) ?? named[0];
  if (!symbol) return null;
  return second === undefined ? { symbol, member: null } : memberOf(symbol, second);
}

function memberOf(symbol: SdkSymbol, name: string): { symbol: SdkSymbol; member: SdkMember } | null {
  const found = allMembers(symbol).find(({ member }) => member.name === name);
  return found ? { symbol: found.owner, member: found.member } : null;
}
