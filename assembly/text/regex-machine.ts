import { characterAt, sizeOf } from "./characters";
import { RegexPlace } from "./regex-node";
import { opBits, RegexOp, RegexProgram } from "./regex-program";
import { countStep } from "./regex-steps";

/**
 * Runs a program over a text: follows all ways to a match at once, character by character, the preferred ones first, so that
 * the work is at most the length of the text multiplied by the size of the program (Thompson's and Pike's method). Keeps its
 * memory for the next run.
 */
@final
export class RegexMachine {
  private code: StaticArray<i32>;
  /** The list in which an instruction was last put: each is at most once in a list. */
  private marks: StaticArray<u32>;
  private mark: u32 = 0;
  /** Instructions that take a character, in the order of preference: those to do now, and those after the character. */
  private current: StaticArray<i32>;
  private following: StaticArray<i32>;
  /** Number of instructions in the list that is being made. */
  private count: i32 = 0;
  /** What is still to do in making a list. */
  private stack: StaticArray<i32>;
  /** The slots of each instruction in a list, and those of the one being followed. */
  private slotCount: i32 = 0;
  private currentSlots: StaticArray<i32> = new StaticArray<i32>(0);
  private followingSlots: StaticArray<i32> = new StaticArray<i32>(0);
  private slots: StaticArray<i32> = new StaticArray<i32>(0);
  private text: string = "";

  constructor(private program: RegexProgram) {
    const size = program.size;
    this.code = program.code;
    this.marks = new StaticArray<u32>(size);
    this.current = new StaticArray<i32>(size);
    this.following = new StaticArray<i32>(size);
    this.stack = new StaticArray<i32>(2 * size + 2);
  }

  /**
   * Searches a text from an index; with `whole` the text from there on as a whole. Without slots it only tells whether there
   * is a match, as soon as it knows. With slots it leaves there where match and groups start and end, -1 for those without.
   */
  run(text: string, from: i32, whole: bool, found: StaticArray<i32> | null): bool {
    this.prepare(text, found ? found.length : 0);
    const program = this.program;
    const length = text.length;
    const isFixed = whole || program.isAnchored;
    let isMatch = false;
    let at = from;
    let character = characterAt(text, at);
    while (true) {
      if (!this.count) {
        if (isMatch || (isFixed && at > from)) break;
        if (!isFixed && program.hasFirstUnits) {
          at = this.skip(at);
          character = characterAt(text, at);
          // What was marked, was so at another place
          ++this.mark;
        }
      }
      if (!isMatch && (isFixed ? at == from : program.mayBegin(character))) {
        this.clearSlots(at);
        this.follow(0, at, character);
      }
      const count = this.count;
      const next = at + sizeOf(character);
      const nextCharacter = characterAt(text, next);
      this.swap();
      for (let i = 0; i < count; ++i) {
        const instruction = unchecked(this.current[i]);
        const isEnd = (unchecked(this.code[2 * instruction]) & 0xff) == RegexOp.Match;
        if (isEnd && whole && at < length) continue;
        if (isEnd && !found) {
          this.text = "";
          return true;
        }
        this.takeSlots(i);
        if (isEnd && found) {
          memory.copy(changetype<usize>(found), changetype<usize>(this.slots), (<usize>found.length) << 2);
          found[1] = at;
          isMatch = true;
          // What comes after is less preferred
          break;
        }
        this.follow(instruction + 1, next, nextCharacter);
      }
      if (at >= length) break;
      at = next;
      character = nextCharacter;
    }
    this.text = "";
    return isMatch;
  }

  private prepare(text: string, slotCount: i32): void {
    this.text = text;
    this.count = 0;
    this.slotCount = slotCount;
    const size = this.program.size;
    if (this.slots.length < slotCount) {
      this.slots = new StaticArray<i32>(slotCount);
      this.currentSlots = new StaticArray<i32>(slotCount * size);
      this.followingSlots = new StaticArray<i32>(slotCount * size);
    }
    // Long before the number of a list could come again
    if (this.mark > 0x7fffffff) {
      this.mark = 0;
      memory.fill(changetype<usize>(this.marks), 0, (<usize>size) << 2);
    }
    ++this.mark;
  }

  // Where the next match could begin; the end of the text when there is no such place.
  private skip(from: i32): i32 {
    const text = this.text;
    const firstUnits = this.program.firstUnits;
    const isBeyondAscii = this.program.isFirstBeyondAscii;
    let at = from;
    for (; at < text.length; ++at) {
      countStep();
      const unit = <i32>load<u16>(changetype<usize>(text) + ((<usize>at) << 1));
      if (unit >= 128 ? isBeyondAscii : (unchecked(firstUnits[unit >> 5]) >> (unit & 31)) & 1) break;
    }
    return at;
  }

  // The list that was made is done now, and another is made.
  private swap(): void {
    const list = this.current;
    this.current = this.following;
    this.following = list;
    const slots = this.currentSlots;
    this.currentSlots = this.followingSlots;
    this.followingSlots = slots;
    this.count = 0;
    ++this.mark;
  }

  private clearSlots(at: i32): void {
    const slots = this.slots;
    for (let i = 0; i < this.slotCount; ++i) unchecked((slots[i] = -1));
    if (this.slotCount) slots[0] = at;
  }

  // Goes on with the slots of an instruction of the current list.
  private takeSlots(index: i32): void {
    const from = index * this.slotCount;
    for (let i = 0; i < this.slotCount; ++i) unchecked((this.slots[i] = this.currentSlots[from + i]));
  }

  // Puts all instructions into the list that take the character at an index, when the program goes on at one, in order.
  private follow(start: i32, at: i32, character: i32): void {
    const code = this.code;
    const marks = this.marks;
    const stack = this.stack;
    const slots = this.slots;
    const mark = this.mark;
    let top = 1;
    unchecked((stack[0] = start));
    while (top > 0) {
      let next = unchecked(stack[--top]);
      if (next < 0) {
        unchecked((slots[~next] = stack[--top]));
        continue;
      }
      while (unchecked(marks[next]) != mark) {
        countStep();
        unchecked((marks[next] = mark));
        const word = unchecked(code[2 * next]);
        const op = word & 0xff;
        if (op == RegexOp.Jump) {
          next = word >> opBits;
        } else if (op == RegexOp.Split) {
          unchecked((stack[top++] = code[2 * next + 1]));
          next = word >> opBits;
        } else if (op == RegexOp.Save) {
          if (this.slotCount) {
            const slot = word >> opBits;
            unchecked((stack[top++] = slots[slot]));
            unchecked((stack[top++] = ~slot));
            unchecked((slots[slot] = at));
          }
          ++next;
        } else if (op == RegexOp.Place) {
          if (!isPlace(this.text, at, word >> opBits)) break;
          ++next;
        } else {
          if (op == RegexOp.Match || this.program.takes(word, character)) this.put(next);
          break;
        }
      }
    }
  }

  private put(instruction: i32): void {
    const count = this.count++;
    unchecked((this.following[count] = instruction));
    const to = count * this.slotCount;
    for (let i = 0; i < this.slotCount; ++i) unchecked((this.followingSlots[to + i] = this.slots[i]));
  }
}

function isPlace(text: string, at: i32, place: RegexPlace): bool {
  switch (place) {
    case RegexPlace.TextStart:
      return at == 0;
    case RegexPlace.TextEnd:
      return at == text.length;
    case RegexPlace.LineStart:
      return at == 0 || text.charCodeAt(at - 1) == 0x0a;
    case RegexPlace.LineEnd:
      return at == text.length || text.charCodeAt(at) == 0x0a;
  }
  const isBoundary = isWord(text, at - 1) != isWord(text, at);
  return place == RegexPlace.WordBoundary ? isBoundary : !isBoundary;
}

function isWord(text: string, at: i32): bool {
  const unit = at >= 0 && at < text.length ? <i32>text.charCodeAt(at) : 0;
  return <u32>((unit | 0x20) - 0x61) < 26 || <u32>(unit - 0x30) < 10 || unit == 0x5f;
}
