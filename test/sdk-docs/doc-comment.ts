/** A docstring, taken apart. */
export interface DocComment {
  /** All paragraphs but those that name a source, with the lines as in the file. */
  text: string;
  params: { name: string; text: string }[];
  /** What stands after `@returns`; empty when nothing does. */
  returns: string;
  /** The paragraphs that begin with `Source:`. */
  sources: string[];
  examples: string[];
}

/** Other words after an `@`, such as decorators in examples, are text. */
const tag = /^@(param|returns|example|module)\b ?(.*)$/;

/** Takes a comment apart: `raw` begins with two stars; null is an empty one. */
export function parseDoc(raw: string | null): DocComment {
  const doc: DocComment = { text: "", params: [], returns: "", sources: [], examples: [] };
  const texts: string[] = [];
  for (const { name, body } of sectionsOf(linesOf(raw ?? "/***/"))) {
    if (name === "example") {
      doc.examples.push(body);
      continue;
    }
    // A paragraph of its own after a tag belongs to the whole
    const [first = "", ...others] = name === "" ? ["", body] : body.split("\n\n");
    if (name === "param") doc.params.push(paramOf(first));
    if (name === "returns") doc.returns = first;
    texts.push(...others);
  }
  const paragraphs = texts.join("\n\n").split("\n\n");
  const isSource = (paragraph: string) => paragraph.startsWith("Source: ");
  doc.sources = paragraphs.filter(isSource);
  doc.text = paragraphs
    .filter((paragraph) => !isSource(paragraph))
    .join("\n\n")
    .trim();
  return doc;
}

/** Whether a docstring says that its symbol is not for users. */
export function isInternal(doc: DocComment): boolean {
  return /Of\s+the\s+SDK's\s+own\s+use/i.test(doc.text);
}

/** The lines of a comment without its stars. */
function linesOf(raw: string): string[] {
  const lines = raw.slice(3, -2).split("\n");
  return lines.map((line, index) => (index === 0 ? line.trim() : line.replace(/^\s*\* ?/, "").trimEnd()));
}

/** The parts that tags begin; the first part has no name. */
function sectionsOf(lines: string[]): { name: string; body: string }[] {
  const sections = [{ name: "", lines: [] as string[] }];
  for (const line of lines) {
    const [, name, rest] = tag.exec(line) ?? [];
    if (name !== undefined) sections.push({ name, lines: rest ? [rest] : [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections.map(({ name, lines }) => ({ name, body: lines.join("\n").replace(/^\n+|\s+$/g, "") }));
}

function paramOf(text: string): { name: string; text: string } {
  const [name = "", ...words] = text.split(" ");
  return { name, text: words.join(" ") };
}
