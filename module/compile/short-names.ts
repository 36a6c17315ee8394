/**
 * Shortens the names in a module: Envoy prints those of functions in backtraces, and in a small filter they are a quarter of
 * the file. Names of anything else (globals, types, locals…) nobody reads: they are dropped. The SDK's functions are then called `sdk/encode` instead of
 * `~lib/mesh-wasm/assembly/abi/utf8-encode/encode`, those of the standard library lose their `~lib/`; the project's own keep
 * their file. Nothing before the name section moves, so offsets in traces and in the source map stay true.
 */
export function shortenNames(wasm: Uint8Array): Uint8Array {
  const section = findNameSection(wasm);
  if (!section) return wasm;
  const names = rewriteSubsections(wasm.subarray(section.content, section.end));
  const title = wasm.subarray(section.body, section.content);
  return concat([
    wasm.subarray(0, section.start),
    [0],
    leb(title.length + names.length),
    title,
    names,
    wasm.subarray(section.end),
  ]);
}

// Subsections of the name section
const moduleName = 0;
const functionNames = 1;

function shortName(name: string): string {
  return name
    .replace("~lib/mesh-wasm/assembly/exports/", "")
    .replace(/~lib\/mesh-wasm\/assembly\/(?:[\w-]+\/)*/g, "sdk/")
    .replace(/~lib\/rt\/\w+\//, "rt/")
    .replaceAll("~lib/", "");
}

interface NameSection {
  start: number;
  /** Where the section's own name begins, and where what it holds. */
  body: number;
  content: number;
  end: number;
}

function findNameSection(wasm: Uint8Array): NameSection | null {
  for (let at = 8; at < wasm.length; ) {
    const size = readLeb(wasm, at + 1);
    const end = size.next + size.value;
    if (wasm[at] === 0) {
      const length = readLeb(wasm, size.next);
      const content = length.next + length.value;
      if (text(wasm.subarray(length.next, content)) === "name") return { start: at, body: size.next, content, end };
    }
    at = end;
  }
  return null;
}

/** The names of functions made short, and the module's own; of the rest nothing is kept. */
function rewriteSubsections(bytes: Uint8Array): Uint8Array {
  const parts: (Uint8Array | number[])[] = [];
  for (let at = 0; at < bytes.length; ) {
    const id = bytes[at] ?? 0;
    const size = readLeb(bytes, at + 1);
    const content = bytes.subarray(size.next, size.next + size.value);
    if (id === moduleName) parts.push([id], leb(content.length), content);
    if (id === functionNames) {
      const names = rewriteNameMap(content);
      parts.push([id], leb(names.length), names);
    }
    at = size.next + size.value;
  }
  return concat(parts);
}

function rewriteNameMap(bytes: Uint8Array): Uint8Array {
  const count = readLeb(bytes, 0);
  const parts: Uint8Array[] = [];
  for (let at = count.next, left = count.value; left > 0; left--) {
    const index = readLeb(bytes, at);
    const length = readLeb(bytes, index.next);
    at = length.next + length.value;
    const name = text(bytes.subarray(length.next, at));
    if (/~visit$|^~lib\/.*~anonymous/.test(name)) continue; // of the garbage collector and of the SDK: they only call on
    const short = new TextEncoder().encode(shortName(name));
    parts.push(Uint8Array.from([...leb(index.value), ...leb(short.length), ...short]));
  }
  return concat([leb(parts.length), ...parts]);
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function readLeb(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0;
  for (let shift = 0, next = at; ; shift += 7) {
    const byte = bytes[next++] ?? 0;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, next };
  }
}

function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)];
}

function concat(parts: (Uint8Array | number[])[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts.map((part) => Uint8Array.from(part))));
}
