import { type Anchors, anchorsOf, memberTitle } from "./anchors.ts";
import type { DocComment } from "./doc-comment.ts";
import { type Group, groupsOf, pageOf } from "./groups.ts";
import type { Sdk } from "./read-sdk.ts";
import { allMembers, type SdkMember, type SdkSymbol } from "./sdk-model.ts";

/** The reference. */
export interface SdkPages {
  /** Markdown by file name. */
  pages: Map<string, string>;
  /** Links that lead nowhere. */
  broken: string[];
}

/** Where in the reference a text stands. */
interface Place {
  symbol: SdkSymbol;
  anchors: Anchors;
  broken: string[];
}

const madeFrom = "Made from the docstrings of the SDK.";

/** The pages of docs/sdk. */
export function sdkPages(sdk: Sdk): SdkPages {
  const groups = groupsOf(sdk);
  const anchors = anchorsOf(groups);
  const broken: string[] = [];
  const pages = new Map([["README.md", indexPage(groups, anchors, broken)]]);
  for (const group of groups) pages.set(`${group.name}.md`, groupPage(group, anchors, broken));
  return { pages, broken };
}

function indexPage(groups: readonly Group[], anchors: Anchors, broken: string[]): string {
  return sections(
    "# Reference of the SDK",
    `What a filter imports. ${madeFrom}`,
    [
      "Every example is compiled in CI. What it imports is left out, and so are some of the names around it: `text`, `key` and",
      "`body` are what they say, `this` is the stream (or the plugin, or the connection).",
    ].join("\n"),
    ...groups.map((group) => {
      const lines = group.symbols.filter(isNamed).map((symbol) => indexLine({ symbol, anchors, broken }));
      return sections(`## [${group.title}](${group.name}.md)`, entryLine(group), lines.join("\n"));
    }),
  );
}

function indexLine(place: Place): string {
  const { symbol, anchors } = place;
  return `- [\`${displayName(symbol)}\`](${anchors.to(symbol, null, "README")}): ${summary(place)}`;
}

function groupPage(group: Group, anchors: Anchors, broken: string[]): string {
  return sections(
    `# ${group.title}`,
    `[All of the SDK](README.md). ${madeFrom}`,
    group.intro,
    entryLine(group),
    ...group.symbols.map((symbol) => symbolSection({ symbol, anchors, broken })),
  );
}

/** Where the symbols of a page are imported from. */
function entryLine({ symbols }: Group): string {
  const entries = [...new Set(symbols.flatMap(({ entry }) => entry ?? []))];
  return `From ${entries.map((entry) => `\`${entry}\``).join(" and ")}.`;
}

function symbolSection(place: Place): string {
  const { symbol } = place;
  return sections(
    `## ${displayName(symbol)}`,
    importNote(symbol),
    symbol.kind === "enum" || symbol.kind === "alias" ? "" : code(symbol.signature),
    docSections(symbol.doc, place),
    symbol.kind === "enum" ? enumTable(place) : "",
    inheritedLine(place),
    ...(symbol.kind === "enum" ? [] : symbol.members.map((member) => memberSection(member, place))),
  );
}

function memberSection(member: SdkMember, place: Place): string {
  const { symbol, anchors } = place;
  const gives = member.gives.map((target) => `[\`${target.name}\`](${anchors.to(target, null, pageOf(symbol))})`);
  return sections(
    `### ${memberTitle(symbol, member)}`,
    code(member.signature),
    docSections(member.doc, place),
    gives.length > 0 ? `See ${gives.join(", ")}.` : "",
  );
}

function docSections(doc: DocComment, place: Place): string {
  return sections(
    inline(doc.text, place),
    doc.params.map(({ name, text }) => `- \`${name}\`: ${inline(text, place)}`).join("\n"),
    doc.returns ? `Returns ${inline(doc.returns, place).replace(/\.?$/, ".")}` : "",
    ...doc.sources.map((source) => inline(source, place)),
    ...doc.examples.map(code),
  );
}

function inheritedLine({ symbol, anchors }: Place): string {
  if (!symbol.base) return "";
  const inherited = allMembers(symbol).filter(({ owner }) => owner !== symbol);
  const links = inherited.map(
    ({ owner, member }) => `[\`${member.name}\`](${anchors.to(owner, member, pageOf(symbol))})`,
  );
  return links.length > 0 ? `Inherited: ${links.join(", ")}.` : "";
}

function enumTable(place: Place): string {
  const { members } = place.symbol;
  const meanings = members.map(({ doc }) => oneLine(inline(doc.text, place)).replaceAll("|", "\\|"));
  const rows = members.map(({ name, signature }, index) => `| \`${name}\` | ${signature} | ${meanings[index]} |`);
  return ["| member | value | meaning |", "| --- | --- | --- |", ...rows].join("\n");
}

/** The first sentence of a docstring. */
function summary(place: Place): string {
  const text = oneLine(inline(place.symbol.doc.text, place, "README"));
  return /^.*?[.](?= |$)/.exec(text)?.[0] ?? text;
}

/** Text of a docstring as Markdown: links resolved, and no `<` taken for HTML. */
function inline(text: string, { symbol, anchors, broken }: Place, page = pageOf(symbol)): string {
  const parts = text.split(/(```[\s\S]*?```|`[^`]*`)/);
  return parts.map((part, index) => (index % 2 === 1 ? part : plain(part))).join("");

  function plain(part: string): string {
    return part.replaceAll("<", "\\<").replace(/\{@link ([\w.]+)\}/g, (_, name: string) => {
      const target = anchors.find(name, symbol);
      if (target) return `[\`${name}\`](${anchors.to(target.symbol, target.member, page)})`;
      broken.push(`${symbol.name}: {@link ${name}}`);
      return `\`${name}\``;
    });
  }
}

function importNote({ entry, kind }: SdkSymbol): string {
  if (kind === "decorator") return "Known everywhere, without an import.";
  return entry === null ? "No name to import: others give or extend it." : "";
}

/** Whether a filter can write the name. */
function isNamed({ entry, kind }: SdkSymbol): boolean {
  return entry !== null || kind === "decorator";
}

function displayName({ name, kind }: SdkSymbol): string {
  return kind === "decorator" ? `@${name}` : name;
}

function code(text: string): string {
  return ["```ts", text, "```"].join("\n");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}

function sections(...parts: readonly string[]): string {
  const kept = parts.map((part) => part.trimEnd()).filter((part) => part !== "");
  return kept.length > 0 ? `${kept.join("\n\n")}\n` : "";
}
