import type { Random } from "./random.ts";

/** A random JSON text, in any of the forms in which its values can be written. */
export function jsonText(random: Random, depth: number = 3): string {
  const kind = random.below(depth > 0 ? 8 : 5);
  if (kind === 0) return random.pick(["true", "false", "null"]);
  if (kind <= 2) return numberText(random);
  if (kind <= 4) return stringText(random.text(20), random);
  const items = Array.from({ length: random.few(12) }, () => jsonText(random, depth - 1));
  if (kind <= 6) return `[${items.map((item) => spaced(item, random)).join(",")}]`;
  // Each key once, and none a number: JSON.parse keeps the order of these
  const members = items.map((item, index) => {
    const key = stringText(`k${index}${random.text(4)}`, random);
    return `${spaced(key, random)}:${spaced(item, random)}`;
  });
  return `{${members.join(",")}}`;
}

/** A text in quotes, some of its characters as escapes. */
export function stringText(text: string, random: Random): string {
  if (!random.oneIn(3)) return JSON.stringify(text);
  let quoted = '"';
  for (const character of text) {
    const plain = JSON.stringify(character).slice(1, -1);
    quoted += random.oneIn(3) ? escaped(character) : character === "/" ? "\\/" : plain;
  }
  return `${quoted}"`;
}

export function numberText(random: Random): string {
  switch (random.below(7)) {
    case 0:
      return String(random.below(1000) - 500);
    case 1:
      return String(random.pick([-1, 1]) * random.edge());
    case 2:
      return String(2 ** random.below(65) + random.below(5) - 2);
    case 3:
      return `${random.pick(["", "-"])}${random.below(100)}.${random.bits()}${random.bits()}`;
    case 4:
      return `${random.below(1000)}${random.pick(["e", "E", "e+", "E-", ".0e", ".5e-"])}${random.below(30)}`;
    case 5:
      return `${random.pick(["0", "-0", "0.0", "-0e7", "10", "1e3", "12.50"])}`;
    default:
      return String(doubleOf(random));
  }
}

/** Any finite double. */
function doubleOf(random: Random): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, random.bits());
  view.setUint32(4, random.bits());
  const value = view.getFloat64(0);
  return Number.isFinite(value) ? value : 0;
}

function escaped(character: string): string {
  let escapes = "";
  for (let i = 0; i < character.length; ++i) {
    escapes += `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`;
  }
  return escapes;
}

function spaced(text: string, random: Random): string {
  return random.oneIn(6) ? `${random.pick([" ", "\n", "\t", "\r\n "])}${text}${random.pick([" ", ""])}` : text;
}
