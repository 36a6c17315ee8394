/** The value that `probes/json.ts` has told, or the error. */
export function readJsonOutput(output: Buffer): { value: unknown } | { error: string } {
  let at = 0;

  function text(): string | null {
    const size = output.readUInt32LE(at);
    at += 4;
    if (size === 0xffffffff) return null;
    at += size;
    return output.toString("utf16le", at - size, at);
  }

  function array(): unknown[] {
    const items: unknown[] = [];
    while (output[at] !== 7) items.push(value());
    ++at;
    return items;
  }

  function object(): Record<string, unknown> {
    const members: [string, unknown][] = [];
    for (let key = text(); key !== null; key = text()) members.push([key, value()]);
    return Object.fromEntries(members);
  }

  function value(): unknown {
    switch (output[at++]) {
      case 0:
        return null;
      case 1:
        return false;
      case 2:
        return true;
      case 3:
        at += 8;
        return output.readDoubleLE(at - 8);
      case 4:
        return text();
      case 5:
        return array();
      default:
        return object();
    }
  }

  if (output[0] !== 8) return { value: value() };
  at = 1;
  return { error: text() ?? "" };
}
