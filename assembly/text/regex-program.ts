import { hasCharacter } from "./regex-set";

/** Instructions. Each takes two words: the operation with an argument above its eight bits, and a second argument. */
export const enum RegexOp {
  /** The text matches. */
  Match,
  /** The character of the argument, then the next instruction; as the following four. */
  Character,
  /** The letter of the argument, which is in lower case, in either case. */
  Letter,
  /** A character of the set at the argument. */
  Set,
  Any,
  AnyButNewline,
  /** Goes on at the argument. */
  Jump,
  /** Goes on at the first argument and, where that leads to no match, at the second. */
  Split,
  /** Remembers the place in the slot of the argument. */
  Save,
  /** Goes on when the place is the one of the argument, a `RegexPlace`. */
  Place,
}

/** Bits of the operation. */
export const opBits: i32 = 8;

/** A compiled pattern. */
@final
export class RegexProgram {
  /** Whether a match can only begin where the text does. */
  isAnchored: bool = false;
  /** Whether the places between words or lines matter. */
  hasContext: bool = false;
  /** Whether {@link firstUnits} tells where no match can begin: not when the empty text matches. */
  hasFirstUnits: bool = false;
  /** Whether a match can begin with a unit beyond ASCII, and a bit for each unit of ASCII with which it can. */
  isFirstBeyondAscii: bool = false;
  firstUnits: StaticArray<u32> = new StaticArray<u32>(4);

  constructor(
    public code: StaticArray<i32>,
    public sets: StaticArray<i32>,
    public names: string[],
  ) {}

  /** Number of instructions. */
  get size(): i32 {
    return this.code.length >> 1;
  }

  /** Whether a match can begin with a unit or character; with any when the empty text matches. */
  mayBegin(unit: i32): bool {
    if (!this.hasFirstUnits) return true;
    if (<u32>unit >= 128) return unit >= 0 && this.isFirstBeyondAscii;
    return ((unchecked(this.firstUnits[unit >> 5]) >> (unit & 31)) & 1) != 0;
  }

  /** Whether an instruction that takes a character takes this one; false for the others. */
  @inline
  takes(word: i32, character: i32): bool {
    switch (word & 0xff) {
      case RegexOp.Character:
        return word >> opBits == character;
      case RegexOp.Letter:
        return word >> opBits == (character | 0x20);
      case RegexOp.Set:
        return character >= 0 && hasCharacter(this.sets, word >> opBits, character);
      case RegexOp.Any:
        return character >= 0;
      case RegexOp.AnyButNewline:
        return character >= 0 && character != 0x0a;
    }
    return false;
  }
}
