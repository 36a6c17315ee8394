/** What a node of a regular expression matches. */
export const enum RegexKind {
  /** Nothing, anywhere. */
  Empty,
  /** The character `a`. */
  Character,
  /** The letter `a`, which is in lower case, in either case. */
  Letter,
  /** A character of the set at index `a` of the program's sets. */
  Set,
  /** Any character. */
  Any,
  /** Any character but a line feed. */
  AnyButNewline,
  /** A place: `a` is a {@link RegexPlace}. */
  Place,
  /** Its child, and remembers where: group number `a`. */
  Group,
  /** Its children one after the other. */
  Sequence,
  /** One of its children, the first that leads to a match. */
  Choice,
  /** Its child from `a` to `b` times; without limit when `b` is -1. */
  Repeat,
}

/** Places between characters. */
export const enum RegexPlace {
  TextStart,
  TextEnd,
  LineStart,
  LineEnd,
  WordBoundary,
  NoWordBoundary,
}

/** More instructions than any program may have. */
export const tooLarge: i32 = 20001;

/** A node of the tree that a pattern is read into. */
@final
export class RegexNode {
  children: RegexNode[] = [];
  /** Of a repetition: whether it takes as much as it can. */
  isGreedy: bool = true;
  /** Whether it can match without taking a character. */
  isNullable: bool = false;
  /** Number of instructions that it takes, at most {@link tooLarge}. */
  size: i32 = 1;
  /** How many copies of some node the repetitions in it make, one in another. */
  copies: i32 = 1;

  constructor(
    public kind: RegexKind,
    public a: i32 = 0,
    public b: i32 = 0,
  ) {
    this.isNullable = kind == RegexKind.Empty || kind == RegexKind.Place;
    if (kind == RegexKind.Empty) this.size = 0;
  }

  /** Makes a repetition of what the node was. */
  repeat(from: i32, to: i32, isGreedy: bool): void {
    const child = new RegexNode(this.kind, this.a, this.b);
    child.children = this.children;
    child.isGreedy = this.isGreedy;
    child.size = this.size;
    child.copies = this.copies;
    child.isNullable = this.isNullable;
    this.kind = RegexKind.Repeat;
    this.a = from;
    this.b = to;
    this.children = [child];
    this.isGreedy = isGreedy;
    this.isNullable = from == 0 || child.isNullable;
    this.copies = max(1, max(from, to)) * child.copies;
    this.size = sizeOfRepeat(child.size, from, to);
  }

  /** Takes size, copies and whether it is nullable from the children. */
  measure(): void {
    const children = this.children;
    const isChoice = this.kind == RegexKind.Choice;
    this.isNullable = !isChoice;
    // A group saves two places; a choice has a branch before each child but the last, and a jump after it
    let size = this.kind == RegexKind.Group ? 2 : isChoice ? 2 * (children.length - 1) : 0;
    for (let i = 0; i < children.length; ++i) {
      size = min(size + children[i].size, tooLarge);
      this.copies = max(this.copies, children[i].copies);
      if (children[i].isNullable == isChoice) this.isNullable = isChoice;
    }
    this.size = size;
  }
}

function sizeOfRepeat(child: i32, from: i32, to: i32): i32 {
  let size = <i64>from * child;
  if (to < 0) size += from > 0 ? 1 : child + 2;
  else size += (<i64>to - from) * (child + 1);
  return <i32>min<i64>(size, tooLarge);
}
