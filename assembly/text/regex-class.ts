import { RegexReader } from "./regex-reader";
import { pairsOfClass, RegexSet } from "./regex-set";

/** Reads a class such as `[^a-z\d]`, which begins at the next unit. False when it is wrong. */
export function readClass(reader: RegexReader, set: RegexSet): bool {
  const start = reader.at++;
  const isNegated = reader.take("^");
  // A ] right at the begin is a character
  let isFirst = true;
  while (isFirst || reader.unit != 0x5d) {
    isFirst = false;
    if (reader.isAtEnd) return reader.fail(start, "a [ without a ]");
    if (!readItem(reader, set)) return false;
  }
  ++reader.at;
  if (isNegated) set.negate();
  return true;
}

/** Reads one of `\d`, `\s`, `\w` and their opposites. False, and nothing is taken, when the next units are none. */
export function readLetterClass(reader: RegexReader, set: RegexSet): bool {
  const letter = reader.unitAfter(1);
  const name = letter | 0x20;
  if (reader.unit != 0x5c || (name != 0x64 && name != 0x73 && name != 0x77)) return false;
  addNamed(reader, set, pairsOfClass(String.fromCharCode(name)), name != letter);
  reader.at += 2;
  return true;
}

function addNamed(reader: RegexReader, set: RegexSet, pairs: string, isNegated: bool): void {
  const named = new RegexSet();
  named.addPairs(pairs);
  if (reader.ignoresCase) named.fold();
  if (isNegated) named.negate();
  set.addAll(named);
}

// A character, a range, or a class in the class.
function readItem(reader: RegexReader, set: RegexSet): bool {
  if (reader.unit == 0x5b && reader.unitAfter(1) == 0x3a) {
    const end = reader.pattern.indexOf(":]", reader.at + 2);
    if (end >= 0) return readNamed(reader, set, end);
  }
  return readLetterClass(reader, set) || readRange(reader, set);
}

// [:alpha:] and the like; the index is that of its end.
function readNamed(reader: RegexReader, set: RegexSet, end: i32): bool {
  const start = reader.at;
  reader.at += 2;
  const isNegated = reader.take("^");
  const pairs = pairsOfClass(reader.pattern.substring(reader.at, end));
  // The names of one letter are not of POSIX
  if (end - reader.at < 2 || !pairs.length) return reader.fail(start, "an unknown class of characters");
  reader.at = end + 2;
  addNamed(reader, set, pairs, isNegated);
  return true;
}

function readRange(reader: RegexReader, set: RegexSet): bool {
  const start = reader.at;
  const first = takeCharacter(reader);
  let last = first;
  if (first >= 0 && reader.unit == 0x2d && reader.unitAfter(1) >= 0 && reader.unitAfter(1) != 0x5d) {
    ++reader.at;
    last = takeCharacter(reader);
  }
  if (first < 0 || last < 0) return false;
  if (first > last) return reader.fail(start, "a range in the wrong order");
  if (!reader.ignoresCase) {
    set.add(first, last);
    return true;
  }
  const range = new RegexSet();
  range.add(first, last);
  range.fold();
  set.addAll(range);
  return true;
}

function takeCharacter(reader: RegexReader): i32 {
  return reader.unit == 0x5c ? reader.takeEscape() : reader.takeCharacter();
}
