import { type ByteString, fromText } from "../../../host/bytes.ts";

const simple: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "?": "?",
  "\\": "\\",
  "'": "'",
  '"': '"',
};

/** What is wrong with an escape, and where it begins. */
export interface Fault {
  message: string;
  offset: number;
}

const written =
  /\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|u([Dd][89ABab]..)\\u([Dd][C-Fc-f]..)|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([^0-7xuU])|)/gs;

/** The bytes that a string of the text format stands for, without its quotes. */
export function readEscapes(raw: ByteString): { text: ByteString; fault?: Fault } {
  let fault: Fault | undefined;
  const text = raw.replace(written, (all, octal, hex, high, low, short, long, letter, offset) => {
    const bytes = high ? pair(high, low) : bytesOf({ octal, hex, point: short ?? long, letter });
    if (bytes !== undefined) return bytes;
    fault ??= { message: `there is no escape ${all.length > 1 ? all : raw.slice(offset, offset + 2)}`, offset };
    return "";
  });
  return fault ? { text, fault } : { text };
}

type Escape = Record<"octal" | "hex" | "point" | "letter", string | undefined>;

function bytesOf({ octal, hex, point, letter }: Escape): ByteString | undefined {
  if (octal !== undefined) return byte(Number.parseInt(octal, 8));
  if (hex !== undefined) return byte(Number.parseInt(hex, 16));
  if (point !== undefined) return character(Number.parseInt(point, 16));
  return letter === undefined ? undefined : simple[letter];
}

function byte(code: number): ByteString | undefined {
  return code <= 0xff ? String.fromCharCode(code) : undefined;
}

/** A character as UTF-8. Halves of a pair are none. */
function character(code: number): ByteString | undefined {
  const isHalf = code >= 0xd800 && code <= 0xdfff;
  return isHalf || code > 0x10ffff ? undefined : fromText(String.fromCodePoint(code));
}

/** A character as the two halves of UTF-16. */
function pair(high: string, low: string): ByteString | undefined {
  if (!/^[0-9A-Fa-f]{8}$/.test(high + low)) return undefined;
  return character(0x10000 + ((Number.parseInt(high, 16) & 0x3ff) << 10) + (Number.parseInt(low, 16) & 0x3ff));
}
