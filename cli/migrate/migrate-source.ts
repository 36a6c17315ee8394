import { blankText } from "./blank-text.ts";
import { type ImportStatement, importStatements } from "./import-statements.ts";
import { newSpecifier, proxyRuntime } from "./old-specifier.ts";
import { redeclaredFields } from "./redeclared-fields.ts";
import { positionOf } from "./source-position.ts";
import { adviceFor, adviceForHostFunction, dottedAttribute, fastEdgeFunction } from "./without-counterpart.ts";

/** Something in a source that a person has to see to. */
export interface Finding {
  line: number;
  column: number;
  message: string;
  /** What to do about it. */
  hint: string;
}

/** What became of a source. */
export interface MigratedSource {
  text: string;
  findings: Finding[];
  /** Packages of the old SDK that it still imports from. */
  stillImports: string[];
}

/**
 * Replaces the imports of the old SDK in a source, and nothing else; finds what has no counterpart. `null` for a source that
 * has nothing to do with it, before or after.
 */
export function migrateSource(source: string, known: ReadonlySet<string>): MigratedSource | null {
  const statements = importStatements(source);
  const ours = statements.filter(({ specifier }) => {
    return newSpecifier(specifier) !== undefined || specifier.startsWith(proxyRuntime);
  });
  if (ours.length === 0) return null;
  return {
    text: replaced(source, ours),
    findings: [
      ...ours.flatMap((statement) => namesWithoutCounterpart(source, statement, known)),
      ...hostFunctions(source),
      ...dottedAttributes(source),
      ...fieldsOfOtherType(source),
    ].sort((a, b) => a.line - b.line || a.column - b.column),
    stillImports: ours.filter(({ specifier }) => newSpecifier(specifier) === null).map(({ specifier }) => specifier),
  };
}

function replaced(source: string, statements: readonly ImportStatement[]): string {
  let text = "";
  let copied = 0;
  for (const { specifier, start } of statements) {
    text += source.slice(copied, start) + (newSpecifier(specifier) ?? specifier);
    copied = start + specifier.length;
  }
  return text + source.slice(copied);
}

function namesWithoutCounterpart(
  source: string,
  { specifier, start, names }: ImportStatement,
  known: ReadonlySet<string>,
): Finding[] {
  const isGone = newSpecifier(specifier) === null;
  if (isGone && names.length === 0) {
    return [findingAt(source, start, `"${specifier}" has no counterpart`, adviceFor("", specifier, known))];
  }
  return names
    .filter(({ name }) => isGone || !known.has(name))
    .map(({ name, start: at }) =>
      findingAt(source, at, `${name} of "${specifier}" has no counterpart`, adviceFor(name, specifier, known)),
    );
}

function hostFunctions(source: string): Finding[] {
  // Also in strings: a declaration names the function in @external("env", "…")
  return Array.from(source.matchAll(fastEdgeFunction), (match) => {
    return findingAt(source, match.index, `Envoy has no host function ${match[0]}`, adviceForHostFunction());
  });
}

/** Fields `root_context` that do not compile any more. */
function fieldsOfOtherType(source: string): Finding[] {
  return redeclaredFields(source).map(({ type, start }) => {
    const message = `the field root_context of Context cannot become a ${type} in a subclass`;
    const hint = `remove the declaration, and write (this.root_context as ${type}) where members of ${type} are needed`;
    return findingAt(source, start, message, hint);
  });
}

/** Attributes whose path has dots, in strings of a source that reads or writes attributes. */
function dottedAttributes(source: string): Finding[] {
  const code = blankText(source);
  if (!/\b[gs]et_property\b/.test(code)) return [];
  return Array.from(code.matchAll(/(["'`])(\s*)\1/g)).flatMap((match) => {
    const start = match.index + 1;
    const path = source.slice(start, start + (match[2]?.length ?? 0));
    if (!dottedAttribute.test(path)) return [];
    const hint = `write "${path.replaceAll(".", "\\0")}" where Envoy has such an attribute`;
    return [findingAt(source, start, `Envoy takes the path "${path}" for one name`, hint)];
  });
}

function findingAt(source: string, offset: number, message: string, hint: string): Finding {
  return { ...positionOf(source, offset), message, hint };
}
