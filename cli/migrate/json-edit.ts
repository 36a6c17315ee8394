// Changes single properties of a JSON text and leaves every other byte as it is.

interface Property {
  key: string;
  /** Where the key's quote is. */
  start: number;
  value: Value;
}

interface Value {
  start: number;
  end: number;
  /** Of an object. */
  properties?: Property[];
}

/** Takes a property out, with its comma; the text as it is where there is no such property. */
export function removeProperty(text: string, path: readonly string[]): string {
  const properties = valueAt(text, path.slice(0, -1))?.properties ?? [];
  const index = properties.findIndex(({ key }) => key === path.at(-1));
  const property = properties[index];
  if (!property) return text;
  const next = properties[index + 1];
  const previous = properties[index - 1];
  if (next) return text.slice(0, property.start) + text.slice(next.start);
  if (previous) return text.slice(0, previous.value.end) + text.slice(property.value.end);
  const whole = valueAt(text, path.slice(0, -1));
  return whole ? `${text.slice(0, whole.start)}{}${text.slice(whole.end)}` : text;
}

/** Adds a text as a property, and the objects around it; among properties in alphabetical order at its place. */
export function addProperty(text: string, path: readonly string[], value: string): string {
  const parent = path.slice(0, -1);
  const target = valueAt(text, parent);
  if (!target) return addProperty(withObject(text, parent), path, value);
  const entry = `${JSON.stringify(path.at(-1))}: ${JSON.stringify(value)}`;
  return insert(text, target, entry, path.at(-1) ?? "", parent.length);
}

function withObject(text: string, path: readonly string[]): string {
  const target = valueAt(text, path.slice(0, -1));
  return target ? insert(text, target, `${JSON.stringify(path.at(-1))}: {}`, "", path.length - 1) : text;
}

function insert(text: string, target: Value, entry: string, key: string, depth: number): string {
  const properties = target.properties ?? [];
  const [first] = properties;
  if (!first) {
    const inner = spaced(text, entry, depth);
    return `${text.slice(0, target.start)}{${inner}}${text.slice(target.end)}`;
  }
  const gap = text.slice(target.start + 1, first.start);
  const keys = properties.map((property) => property.key);
  const isSorted = keys.every((each, index) => index === 0 || (keys[index - 1] ?? "") <= each);
  const next = isSorted && key !== "" ? properties.find((property) => property.key > key) : undefined;
  if (next) return `${text.slice(0, next.start)}${entry},${gap}${text.slice(next.start)}`;
  const end = properties.at(-1)?.value.end ?? target.end;
  return `${text.slice(0, end)},${gap}${entry}${text.slice(end)}`;
}

/** The only property of an object so deep: on a line of its own, unless the whole text is one line. */
function spaced(text: string, entry: string, depth: number): string {
  if (text !== "{}" && !text.trim().includes("\n")) return ` ${entry} `;
  const unit = /\n([ \t]+)"/.exec(text)?.[1] ?? "  ";
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  return `${newline}${unit.repeat(depth + 1)}${entry}${newline}${unit.repeat(depth)}`;
}

/** The value at a path of keys; undefined where there is none. */
function valueAt(text: string, path: readonly string[]): Value | undefined {
  let value: Value | undefined = readValue(text, skipSpace(text, 0));
  for (const key of path) value = value?.properties?.find((property) => property.key === key)?.value;
  return value;
}

function readValue(text: string, start: number): Value {
  if (text[start] === "{") return readObject(text, start);
  if (text[start] === "[") return { start, end: endOfArray(text, start) };
  const scalar = /"(?:[^"\\]|\\.)*"|[^\s,}\]]+/y;
  scalar.lastIndex = start;
  return { start, end: start + (scalar.exec(text)?.[0].length ?? 0) };
}

function readObject(text: string, start: number): Value {
  const properties: Property[] = [];
  let at = skipSpace(text, start + 1);
  while (text[at] !== "}") {
    const key = readValue(text, at);
    const value = readValue(text, skipSpace(text, skipSpace(text, key.end) + 1));
    properties.push({ key: JSON.parse(text.slice(key.start, key.end)), start: key.start, value });
    at = skipSpace(text, value.end);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return { start, end: at + 1, properties };
}

function endOfArray(text: string, start: number): number {
  let at = skipSpace(text, start + 1);
  while (text[at] !== "]") {
    at = skipSpace(text, readValue(text, at).end);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return at + 1;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (/[\s\uFEFF]/.test(text[at] ?? "")) at++;
  return at;
}
