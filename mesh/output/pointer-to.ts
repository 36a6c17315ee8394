/** The JSON pointer (RFC 6901) of the first value in a document that is what is looked for. */
export function pointerTo(document: unknown, isIt: (value: unknown) => boolean): string | undefined {
  if (isIt(document)) return "";
  if (typeof document !== "object" || document === null) return undefined;
  for (const [key, value] of Object.entries(document)) {
    const inner = pointerTo(value, isIt);
    if (inner !== undefined) return `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}${inner}`;
  }
  return undefined;
}
