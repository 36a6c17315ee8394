/** A word of a statement. */
export type Token =
  | { kind: "word"; text: string }
  /** In quotes, with what its escapes stand for; repeated where `*N` follows. */
  | { kind: "bytes"; bytes: Uint8Array }
  /** `{name=value, …}`. */
  | { kind: "pairs"; pairs: [string, string][] }
  /** `[text, …]`. */
  | { kind: "list"; items: string[] };

const word = /\s*(?:"((?:[^"\\]|\\.)*)"(?:\*(\d+))?|\{([^}]*)\}|\[([^\]]*)\]|(\S+))/y;
const item = /\s*(?:"((?:[^"\\]|\\.)*)"|([^,]*?))\s*(?:,|$)/y;

/** Takes a statement apart. */
export function tokensOf(statement: string): Token[] {
  const tokens: Token[] = [];
  word.lastIndex = 0;
  const end = statement.trimEnd().length;
  while (word.lastIndex < end) {
    const found = word.exec(statement);
    if (!found) throw new Error(`cannot read the statement \`${statement}\``);
    tokens.push(tokenOf(found));
  }
  return tokens;
}

function tokenOf([, quoted, times, pairs, list, plain]: RegExpExecArray): Token {
  if (quoted !== undefined) return { kind: "bytes", bytes: repeated(unescaped(quoted), Number(times ?? 1)) };
  if (pairs !== undefined) return { kind: "pairs", pairs: itemsOf(pairs).map(pairOf) };
  if (list !== undefined) return { kind: "list", items: itemsOf(list) };
  return { kind: "word", text: plain ?? "" };
}

/** Texts between commas. */
function itemsOf(text: string): string[] {
  const items: string[] = [];
  item.lastIndex = 0;
  while (item.lastIndex < text.length) {
    const found = item.exec(text);
    if (!found) throw new Error(`cannot read the list \`${text}\``);
    items.push(found[1] ?? found[2] ?? "");
  }
  return items;
}

/** A name may begin with a colon, and has no `=`. */
function pairOf(text: string): [string, string] {
  const at = text.indexOf("=");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

const escapes: Record<string, number> = { n: 10, r: 13, t: 9, "0": 0 };

/** The bytes of a text in which `\n`, `\r`, `\t`, `\0`, `\xNN` and `\\` may stand; anything else is UTF-8. */
export function unescaped(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const [, hex, escaped, plain = ""] of text.matchAll(/\\x([0-9a-f]{2})|\\(.)|([^\\]+)/gsu)) {
    if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
    else if (escaped !== undefined)
      bytes.push(...(escapes[escaped] === undefined ? utf8(escaped) : [escapes[escaped]]));
    else bytes.push(...utf8(plain));
  }
  return Uint8Array.from(bytes);
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function repeated(bytes: Uint8Array, times: number): Uint8Array {
  const result = new Uint8Array(bytes.length * times);
  for (let index = 0; index < times; ++index) result.set(bytes, index * bytes.length);
  return result;
}
