import { isDigit, isLetter, isLetterOrDigit, unitAt } from "./characters";
import { readClass, readLetterClass } from "./regex-class";
import { RegexKind, RegexNode, RegexPlace, tooLarge } from "./regex-node";
import { RegexReader } from "./regex-reader";
import { RegexSet } from "./regex-set";

/** The longest pattern in UTF-16 units, how deep groups may lie in groups, and the largest count of a repetition. */
const longestPattern: i32 = 16384;
const deepest: i32 = 250;
const mostCopies: i32 = 1000;

/** Reads a pattern in the syntax of RE2 (https://github.com/google/re2/wiki/Syntax) into a tree. */
@final
export class RegexParser {
  /** Names of the groups by their number; empty for those without. The group 0 is the match. */
  names: string[] = [""];
  /** The sets of characters that nodes refer to, as {@link RegexSet.write} writes them. */
  sets: i32[] = [];
  reader: RegexReader;
  private depth: i32 = 0;
  /** Whether ^ and $ are also between lines, and whether a dot is a line feed too. */
  private hasLines: bool = false;
  private dotIsAny: bool = false;
  /** Whether the reader is between \Q and \E. */
  private isQuoting: bool = false;

  constructor(pattern: string) {
    this.reader = new RegexReader(pattern);
  }

  /** Reads the pattern; `null` when the reader's `error` tells what is wrong. */
  parse(flags: string): RegexNode | null {
    for (let i = 0; i < flags.length; ++i) {
      if (!this.setFlag(flags.charCodeAt(i), true)) {
        return this.fail(0, "an unknown flag " + flags.charAt(i) + ", expected i, m or s");
      }
    }
    const reader = this.reader;
    if (reader.pattern.length > longestPattern) return this.fail(longestPattern, "the pattern is too long");
    const node = this.parseChoice();
    if (!node) return null;
    if (!reader.isAtEnd) return this.fail(reader.at, "a ) without a (");
    return node.size < tooLarge ? node : this.fail(0, "the expression is too large");
  }

  private fail(at: i32, error: string): RegexNode | null {
    this.reader.fail(at, error);
    return null;
  }

  private setFlag(letter: i32, value: bool): bool {
    if (letter == 0x69) this.reader.ignoresCase = value;
    else if (letter == 0x6d) this.hasLines = value;
    else if (letter == 0x73) this.dotIsAny = value;
    else return false;
    return true;
  }

  private parseChoice(): RegexNode | null {
    const first = this.parseSequence();
    if (!first || this.reader.unit != 0x7c) return first;
    const choice = new RegexNode(RegexKind.Choice);
    choice.children.push(first);
    while (this.reader.take("|")) {
      const next = this.parseSequence();
      if (!next) return null;
      choice.children.push(next);
    }
    choice.measure();
    return choice;
  }

  private parseSequence(): RegexNode | null {
    const reader = this.reader;
    const sequence = new RegexNode(RegexKind.Sequence);
    let last: RegexNode | null = null;
    let isRepeated = false;
    while (!reader.isAtEnd && (this.isQuoting || (reader.unit != 0x7c && reader.unit != 0x29))) {
      if (!this.isQuoting && this.isAtRepeat()) {
        if (!last) return this.fail(reader.at, "nothing to repeat");
        if (isRepeated) return this.fail(reader.at, "a repetition of a repetition");
        if (!this.parseRepeat(last)) return null;
        isRepeated = true;
        continue;
      }
      const node = this.parseAtom();
      if (!node) return null;
      isRepeated = false;
      if (node.kind == RegexKind.Empty) continue;
      sequence.children.push(node);
      last = node;
    }
    sequence.measure();
    return sequence.children.length == 1 ? sequence.children[0] : sequence;
  }

  private isAtRepeat(): bool {
    const unit = this.reader.unit;
    return unit == 0x2a || unit == 0x2b || unit == 0x3f || (unit == 0x7b && this.isAtCounts());
  }

  // Whether {n}, {n,} or {n,m} is next: any other brace is a character.
  private isAtCounts(): bool {
    const reader = this.reader;
    let after = 1;
    while (isDigit(reader.unitAfter(after))) ++after;
    if (after == 1) return false;
    if (reader.unitAfter(after) == 0x2c) {
      ++after;
      while (isDigit(reader.unitAfter(after))) ++after;
    }
    return reader.unitAfter(after) == 0x7d;
  }

  private parseRepeat(node: RegexNode): bool {
    const reader = this.reader;
    const start = reader.at;
    const unit = reader.unit;
    ++reader.at;
    let from = unit == 0x2b ? 1 : 0;
    let to = unit == 0x3f ? 1 : -1;
    if (unit == 0x7b) {
      from = this.takeCount();
      to = from;
      if (reader.take(",")) to = reader.unit == 0x7d ? -1 : this.takeCount();
      ++reader.at;
      if (to >= 0 && from > to) return reader.fail(start, "the counts are in the wrong order");
    }
    node.repeat(from, to, !reader.take("?"));
    const isTooMuch = max(from, to) > mostCopies || node.copies > mostCopies;
    return !isTooMuch || reader.fail(start, "a repetition of more than 1000 times");
  }

  private takeCount(): i32 {
    const reader = this.reader;
    let count = 0;
    for (; isDigit(reader.unit); ++reader.at) count = min(count * 10 + reader.unit - 0x30, mostCopies + 1);
    return count;
  }

  // One character, class, place or group; an empty node for what is only a remark to the reader.
  private parseAtom(): RegexNode | null {
    const reader = this.reader;
    if (this.isQuoting) {
      if (!reader.take("\\E")) return this.characterNode(reader.takeCharacter());
      this.isQuoting = false;
      return new RegexNode(RegexKind.Empty);
    }
    switch (reader.unit) {
      case 0x28:
        return this.parseGroup();
      case 0x5b: {
        const set = new RegexSet();
        return readClass(reader, set) ? this.setNode(set) : null;
      }
      case 0x5c:
        return this.parseEscape();
      case 0x2e:
        ++reader.at;
        return new RegexNode(this.dotIsAny ? RegexKind.Any : RegexKind.AnyButNewline);
      case 0x5e:
        return this.placeAfter(1, this.hasLines ? RegexPlace.LineStart : RegexPlace.TextStart);
      case 0x24:
        return this.placeAfter(1, this.hasLines ? RegexPlace.LineEnd : RegexPlace.TextEnd);
    }
    return this.characterNode(reader.takeCharacter());
  }

  private characterNode(character: i32): RegexNode {
    if (this.reader.ignoresCase && isLetter(character)) return new RegexNode(RegexKind.Letter, character | 0x20);
    return new RegexNode(RegexKind.Character, character);
  }

  private setNode(set: RegexSet): RegexNode {
    const at = this.sets.length;
    set.write(this.sets);
    return new RegexNode(RegexKind.Set, at);
  }

  private placeAfter(count: i32, place: RegexPlace): RegexNode {
    this.reader.at += count;
    return new RegexNode(RegexKind.Place, place);
  }

  private parseEscape(): RegexNode | null {
    const reader = this.reader;
    switch (reader.unitAfter(1)) {
      case 0x41: // A
        return this.placeAfter(2, RegexPlace.TextStart);
      case 0x7a: // z
        return this.placeAfter(2, RegexPlace.TextEnd);
      case 0x62: // b
        return this.placeAfter(2, RegexPlace.WordBoundary);
      case 0x42: // B
        return this.placeAfter(2, RegexPlace.NoWordBoundary);
      case 0x51: // Q
        reader.at += 2;
        this.isQuoting = true;
        return new RegexNode(RegexKind.Empty);
    }
    const set = new RegexSet();
    if (readLetterClass(reader, set)) return this.setNode(set);
    const character = reader.takeEscape();
    return character < 0 ? null : this.characterNode(character);
  }

  private parseGroup(): RegexNode | null {
    const reader = this.reader;
    const start = reader.at++;
    const ignoredCase = reader.ignoresCase;
    const hadLines = this.hasLines;
    const dotWasAny = this.dotIsAny;
    let number = 0;
    if (!reader.take("?")) {
      number = this.names.push("") - 1;
    } else if (reader.take("P<") || (!this.isAtLookbehind() && reader.take("<"))) {
      if (!this.parseName()) return null;
      number = this.names.length - 1;
    } else {
      if (!this.parseFlags(start)) return null;
      // The flags count up to the end of the group around
      if (reader.take(")")) return new RegexNode(RegexKind.Empty);
      ++reader.at;
    }
    if (++this.depth > deepest) return this.fail(start, "groups in groups more than 250 deep");
    const child = this.parseChoice();
    if (!child) return null;
    --this.depth;
    if (!reader.take(")")) return this.fail(start, "a ( without a )");
    reader.ignoresCase = ignoredCase;
    this.hasLines = hadLines;
    this.dotIsAny = dotWasAny;
    if (!number) return child;
    const group = new RegexNode(RegexKind.Group, number);
    group.children.push(child);
    group.measure();
    return group;
  }

  private isAtLookbehind(): bool {
    const next = this.reader.unitAfter(1);
    return next == 0x3d || next == 0x21;
  }

  private parseName(): bool {
    const reader = this.reader;
    const start = reader.at;
    while (isLetterOrDigit(reader.unit) || reader.unit == 0x5f) ++reader.at;
    const name = reader.pattern.substring(start, reader.at);
    if (!name.length || !reader.take(">")) return reader.fail(reader.at, "expected the name of a group, then >");
    if (this.names.includes(name)) return reader.fail(start, "two groups of the name " + name);
    this.names.push(name);
    return true;
  }

  // Flags after "(?", up to the colon or the end of the group, which stays.
  private parseFlags(start: i32): bool {
    const reader = this.reader;
    let value = true;
    let count = 0;
    for (; reader.unit != 0x3a && reader.unit != 0x29; ++reader.at) {
      if (reader.unit == 0x2d && value) {
        value = false;
        count = 0;
      } else if (this.setFlag(reader.unit, value)) {
        ++count;
      } else {
        return reader.fail(start, unknownGroup(reader.unit));
      }
    }
    return value || count > 0 || reader.fail(start, "a - without flags");
  }
}

function unknownGroup(unit: i32): string {
  if (unit == 0x3d || unit == 0x21 || unit == 0x3c) return "lookahead and lookbehind are not supported";
  if (unit == 0x3e) return "atomic groups are not supported";
  return "an unknown kind of group";
}
