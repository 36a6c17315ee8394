import { characterAt, sizeOf } from "./characters";
import { kindsOf } from "./regex-kinds";
import { RegexPlace } from "./regex-node";
import { opBits, RegexOp, RegexProgram } from "./regex-program";
import { countStep } from "./regex-steps";

/** Limits of what is kept: states, entries in the table of transitions, instructions of all states. */
const mostStates: i32 = 512;
const mostTransitions: i32 = 16384;
const mostInstructions: i32 = 8192;

/** Larger programs are left to the machine. */
const largestProgram: i32 = 2000;

/** What a transition leads to when not to a state: it is not known yet, to a match, to no match any more. */
const unknown: i32 = 0;
const matched: i32 = 1;
const dead: i32 = 2;
const firstState: i32 = 3;

/**
 * Tells whether a text matches, with one look into a table for each character: which instructions a program is at
 * after a character is worked out once and kept as a state. When there are too many, all are forgotten and made anew.
 */
@final
export class RegexDfa {
  /** The kinds of the first 128 characters. */
  private asciiKinds: StaticArray<u8> = new StaticArray<u8>(128);
  /** For each state and kind the next state. */
  private transitions: StaticArray<u16>;
  /** For each state where its instructions begin, a hash of them, and whether a text that ends there matches. */
  private starts: StaticArray<i32> = new StaticArray<i32>(mostStates + 1);
  private hashes: StaticArray<u32> = new StaticArray<u32>(mostStates);
  private matchesAtEnd: StaticArray<bool> = new StaticArray<bool>(mostStates);
  private instructions: StaticArray<u16>;
  private stateCount: i32 = firstState;
  /** The states at the begin of a text and at a later index. */
  private startOfText: i32 = unknown;
  private startInText: i32 = unknown;
  /** Of the state being made: where its instructions end, whether it is a match, and one when the text ends. */
  private end: i32 = 0;
  private isMatch: bool = false;
  private isMatchAtEnd: bool = false;
  private marks: StaticArray<u32>;
  private mark: u32 = 0;
  private stack: StaticArray<u16>;
  /** Instructions after places at the end of the text. */
  private atEnd: StaticArray<u16>;
  private atEndCount: i32 = 0;

  /** See {@link of}. */
  constructor(
    private program: RegexProgram,
    /** The first characters of the kinds. */
    private kinds: StaticArray<i32>,
    /** Whether a text must match as a whole, not only a part of it. */
    private isWhole: bool,
  ) {
    const size = program.size;
    this.transitions = new StaticArray<u16>(8 * kinds.length);
    this.instructions = new StaticArray<u16>(size);
    this.marks = new StaticArray<u32>(size);
    this.stack = new StaticArray<u16>(size + 1);
    this.atEnd = new StaticArray<u16>(size);
    for (let unit = 0; unit < 128; ++unit) this.asciiKinds[unit] = <u8>this.kindOf(unit);
  }

  /** A DFA for a program, for texts as a whole or for parts of them; `null` when it is too large, or when the places between words or lines matter. */
  static of(program: RegexProgram, isWhole: bool): RegexDfa | null {
    if (program.hasContext || program.size > largestProgram) return null;
    const kinds = kindsOf(program);
    return kinds ? new RegexDfa(program, kinds, isWhole) : null;
  }

  /** Whether there is a match that does not begin before an index; of the text from there on when it is for whole texts. */
  run(text: string, from: i32): bool {
    if (from > 0 && this.program.isAnchored) return false;
    const length = text.length;
    const kindCount = this.kinds.length;
    let state = this.startState(from == 0);
    for (let at = from; at < length && state >= firstState; ) {
      countStep();
      let kind: i32;
      const unit = <i32>load<u16>(changetype<usize>(text) + ((<usize>at) << 1));
      if (unit < 128) {
        kind = unchecked(this.asciiKinds[unit]);
        ++at;
      } else {
        const character = characterAt(text, at);
        kind = this.kindOf(character);
        at += sizeOf(character);
      }
      const next = <i32>unchecked(this.transitions[state * kindCount + kind]);
      state = next == unknown ? this.step(state, kind) : next;
    }
    return state == matched || (state >= firstState && this.matchesAtEnd[state]);
  }

  // Whether a match can only begin at one place.
  private get isFixed(): bool {
    return this.isWhole || this.program.isAnchored;
  }

  private kindOf(character: i32): i32 {
    const kinds = this.kinds;
    let low = 0;
    let high = kinds.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (unchecked(kinds[middle]) <= character) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private startState(isStart: bool): i32 {
    const known = isStart ? this.startOfText : this.startInText;
    if (known != unknown) return known;
    if (this.isFull()) this.forget();
    this.begin();
    this.follow(0, isStart, false);
    const state = this.finish(isStart);
    if (isStart) this.startOfText = state;
    else this.startInText = state;
    return state;
  }

  // Works out where a kind of characters leads to from a state.
  private step(state: i32, kind: i32): i32 {
    const start = this.starts[state];
    const count = this.starts[state + 1] - start;
    const isKept = !this.isFull();
    let instructions = this.instructions;
    if (!isKept) {
      instructions = instructions.slice<StaticArray<u16>>(start, start + count);
      this.forget();
    }
    const first = isKept ? start : 0;
    this.begin();
    // What follows may come into a larger array, but stays in the old one, too
    for (let i = first; i < first + count; ++i) {
      const instruction = <i32>instructions[i];
      if (this.program.takes(this.program.code[2 * instruction], this.kinds[kind])) {
        this.follow(instruction + 1, false, false);
      }
    }
    if (!this.isFixed) this.follow(0, false, false);
    const next = this.finish(false);
    if (isKept) this.transitions[state * this.kinds.length + kind] = <u16>next;
    return next;
  }

  private isFull(): bool {
    const end = this.starts[this.stateCount];
    if (this.stateCount == mostStates || end + this.program.size > mostInstructions) return true;
    return (this.stateCount + 1) * this.kinds.length > mostTransitions;
  }

  private forget(): void {
    memory.fill(changetype<usize>(this.transitions), 0, (<usize>this.transitions.length) << 1);
    this.stateCount = firstState;
    this.startOfText = unknown;
    this.startInText = unknown;
  }

  private begin(): void {
    this.end = this.starts[this.stateCount];
    const needed = this.end + this.program.size;
    if (needed > this.instructions.length) {
      const instructions = new StaticArray<u16>(min(max(needed, 2 * this.instructions.length), mostInstructions));
      memory.copy(changetype<usize>(instructions), changetype<usize>(this.instructions), (<usize>this.end) << 1);
      this.instructions = instructions;
    }
    this.isMatch = false;
    this.isMatchAtEnd = false;
    this.atEndCount = 0;
    this.nextMark();
  }

  private nextMark(): void {
    if (++this.mark != 0) return;
    memory.fill(changetype<usize>(this.marks), 0, (<usize>this.marks.length) << 2);
    this.mark = 1;
  }

  // Finds the state of the instructions that were put, or adds it.
  private finish(isStart: bool): i32 {
    if (this.isMatch) return matched;
    const start = this.starts[this.stateCount];
    for (let i = 0; i < this.atEndCount; ++i) this.follow(this.atEnd[i], isStart, true);
    if (this.end == start && !this.isMatchAtEnd && this.isFixed) return dead;
    let hash: u32 = this.isMatchAtEnd ? 1 : 0;
    for (let i = start; i < this.end; ++i) hash = (hash ^ this.instructions[i]) * 0x01000193;
    for (let state = firstState; state < this.stateCount; ++state) {
      if (this.hashes[state] == hash && this.isState(state)) return state;
    }
    return this.add(hash);
  }

  private isState(state: i32): bool {
    const start = this.starts[this.stateCount];
    const other = this.starts[state];
    const count = this.end - start;
    if (this.starts[state + 1] - other != count || this.matchesAtEnd[state] != this.isMatchAtEnd) return false;
    const all = changetype<usize>(this.instructions);
    return memory.compare(all + ((<usize>start) << 1), all + ((<usize>other) << 1), (<usize>count) << 1) == 0;
  }

  private add(hash: u32): i32 {
    const state = this.stateCount++;
    this.hashes[state] = hash;
    this.matchesAtEnd[state] = this.isMatchAtEnd;
    this.starts[state + 1] = this.end;
    const needed = this.stateCount * this.kinds.length;
    const transitions = this.transitions;
    if (needed <= transitions.length) return state;
    this.transitions = new StaticArray<u16>(min(2 * needed, mostTransitions));
    memory.copy(changetype<usize>(this.transitions), changetype<usize>(transitions), (<usize>transitions.length) << 1);
    return state;
  }

  // Puts all instructions into the state that take a character next, when the program goes on at one; with `isEnd` none, and
  // only looks for a match at the end of the text.
  private follow(start: i32, isStart: bool, isEnd: bool): void {
    const code = this.program.code;
    const marks = this.marks;
    const stack = this.stack;
    const mark = this.mark;
    let top = 1;
    unchecked((stack[0] = <u16>start));
    while (top > 0) {
      let next = <i32>unchecked(stack[--top]);
      while (unchecked(marks[next]) != mark) {
        countStep();
        unchecked((marks[next] = mark));
        const word = unchecked(code[2 * next]);
        const op = word & 0xff;
        if (op == RegexOp.Jump) {
          next = word >> opBits;
        } else if (op == RegexOp.Split) {
          unchecked((stack[top++] = <u16>code[2 * next + 1]));
          next = word >> opBits;
        } else if (op == RegexOp.Save || (op == RegexOp.Place && this.isHere(word >> opBits, next, isStart, isEnd))) {
          ++next;
        } else {
          if (op == RegexOp.Match) this.setMatch(isEnd);
          else if (op != RegexOp.Place && !isEnd) unchecked((this.instructions[this.end++] = <u16>next));
          break;
        }
      }
    }
  }

  // Whether the place is the begin or the end of the text; the end is looked at later.
  private isHere(place: RegexPlace, instruction: i32, isStart: bool, isEnd: bool): bool {
    if (place == RegexPlace.TextStart) return isStart;
    if (!isEnd) this.atEnd[this.atEndCount++] = <u16>(instruction + 1);
    return isEnd;
  }

  private setMatch(isEnd: bool): void {
    if (isEnd || this.isWhole) this.isMatchAtEnd = true;
    else this.isMatch = true;
  }
}
