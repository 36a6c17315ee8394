/** The last character that there is. */
export const lastCharacter: i32 = 0x10ffff;

/** A set of characters: ranges in order that do not touch each other. */
@final
export class RegexSet {
  /** Pairs of first and last. */
  private ranges: i32[] = [];

  /** Adds the characters from the first to the last. */
  add(first: i32, last: i32): void {
    const ranges = this.ranges;
    let from = this.indexOfEnd(first - 1);
    let to = from;
    let low = first;
    let high = last;
    for (; to < ranges.length && ranges[to] <= last + 1; to += 2) {
      low = min(low, ranges[to]);
      high = max(high, ranges[to + 1]);
    }
    const length = ranges.length;
    if (from == to) {
      ranges.push(0);
      ranges.push(0);
      ranges.copyWithin(from + 2, from, length);
    } else {
      ranges.copyWithin(from + 2, to, length);
      ranges.length = length - (to - from) + 2;
    }
    ranges[from] = low;
    ranges[from + 1] = high;
  }

  /** Adds the characters of pairs of first and last that a text has. */
  addPairs(pairs: string): void {
    for (let i = 0; i < pairs.length; i += 2) this.add(pairs.charCodeAt(i), pairs.charCodeAt(i + 1));
  }

  addAll(other: RegexSet): void {
    for (let i = 0; i < other.ranges.length; i += 2) this.add(other.ranges[i], other.ranges[i + 1]);
  }

  /** Adds the letters A to Z and a to z in the case that is not there. */
  fold(): void {
    for (let letter = 0x41; letter <= 0x5a; ++letter) {
      if (this.has(letter)) this.add(letter | 0x20, letter | 0x20);
      else if (this.has(letter | 0x20)) this.add(letter, letter);
    }
  }

  /** Makes it the set of all others. */
  negate(): void {
    const ranges = this.ranges;
    const others: i32[] = [];
    let next = 0;
    for (let i = 0; i < ranges.length; i += 2) {
      if (ranges[i] > next) {
        others.push(next);
        others.push(ranges[i] - 1);
      }
      next = ranges[i + 1] + 1;
    }
    if (next <= lastCharacter) {
      others.push(next);
      others.push(lastCharacter);
    }
    this.ranges = others;
  }

  has(character: i32): bool {
    const at = this.indexOfEnd(character);
    return at < this.ranges.length && this.ranges[at] <= character;
  }

  /** Writes the set behind others: four words with a bit for each of the first 128 characters, a count, then the ranges. */
  write(sets: i32[]): void {
    for (let word = 0; word < 4; ++word) {
      let bits: u32 = 0;
      for (let bit = 31; bit >= 0; --bit) bits = (bits << 1) | (this.has(word * 32 + bit) ? 1 : 0);
      sets.push(bits);
    }
    sets.push(this.ranges.length >> 1);
    for (let i = 0; i < this.ranges.length; ++i) sets.push(this.ranges[i]);
  }

  // The index of the first range that does not end before a character.
  private indexOfEnd(character: i32): i32 {
    let low = 0;
    let high = this.ranges.length >> 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ranges[2 * middle + 1] < character) low = middle + 1;
      else high = middle;
    }
    return 2 * low;
  }
}

/** Whether a set that {@link RegexSet.write} wrote at an index has a character. */
export function hasCharacter(sets: StaticArray<i32>, at: i32, character: i32): bool {
  if (character < 128) return (unchecked(sets[at + (character >> 5)]) >> (character & 31)) & 1 ? true : false;
  const ranges = at + 5;
  let low = 0;
  let high = unchecked(sets[at + 4]);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (unchecked(sets[ranges + 2 * middle + 1]) < character) low = middle + 1;
    else high = middle;
  }
  return low < unchecked(sets[at + 4]) && unchecked(sets[ranges + 2 * low]) <= character;
}

/** The pairs of first and last of a class of POSIX or of Perl (its letter); empty for a name that there is not. */
export function pairsOfClass(name: string): string {
  if (name == "d" || name == "digit") return "09";
  if (name == "w" || name == "word") return "09AZ__az";
  if (name == "s") return "\t\n\f\r  ";
  if (name == "space") return "\t\r  ";
  if (name == "alnum") return "09AZaz";
  if (name == "alpha") return "AZaz";
  if (name == "ascii") return "\x00\x7f";
  if (name == "blank") return "\t\t  ";
  if (name == "cntrl") return "\x00\x1f\x7f\x7f";
  if (name == "graph") return "!~";
  if (name == "lower") return "az";
  if (name == "print") return " ~";
  if (name == "punct") return "!/:@[`{~";
  if (name == "upper") return "AZ";
  return name == "xdigit" ? "09AFaf" : "";
}
