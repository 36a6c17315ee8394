/** A value as a message shows it: short, on one line. */
export function shown(value: unknown, longest = 200): string {
  const text = textOf(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function textOf(value: unknown): string {
  if (typeof value === "function") return "a function";
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null || value instanceof RegExp) return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "an invalid Date" : value.toISOString();
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  return (isPlain(value) && jsonOf(value)) || named(value);
}

function isPlain(value: object): boolean {
  return Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value));
}

function jsonOf(value: object): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined; // a cycle, or what JSON does not know
  }
}

function named(value: object): string {
  if (Array.isArray(value)) return "a list";
  const tag = Object.prototype.toString.call(value).slice("[object ".length, -1);
  const name = tag === "Object" ? value.constructor?.name || tag : tag;
  return `${/^[AEIO]/.test(name) ? "an" : "a"} ${name}`;
}
