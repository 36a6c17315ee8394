import { opBits, RegexOp, RegexProgram } from "./regex-program";
import { lastCharacter } from "./regex-set";

/** With more kinds a table of what follows each would be too large. */
const mostKinds: i32 = 250;

/**
 * Divides the characters into kinds that a program does not tell apart: gives the first character of each, in order, from 0
 * on; `null` when there are too many.
 */
export function kindsOf(program: RegexProgram): StaticArray<i32> | null {
  const firsts: i32[] = [0];
  const sets = program.sets;
  for (let i = 0; i < program.size && firsts.length <= mostKinds; ++i) {
    const word = program.code[2 * i];
    const argument = word >> opBits;
    switch (word & 0xff) {
      case RegexOp.Character:
        addRange(firsts, argument, argument);
        break;
      case RegexOp.Letter:
        addRange(firsts, argument, argument);
        addRange(firsts, argument - 0x20, argument - 0x20);
        break;
      case RegexOp.AnyButNewline:
        addRange(firsts, 0x0a, 0x0a);
        break;
      case RegexOp.Set: {
        const ranges = argument + 5;
        const end = ranges + 2 * sets[argument + 4];
        for (let at = ranges; at < end && firsts.length <= mostKinds; at += 2) addRange(firsts, sets[at], sets[at + 1]);
      }
    }
  }
  return firsts.length <= mostKinds ? StaticArray.fromArray(firsts) : null;
}

// From here and after there another kind begins.
function addRange(firsts: i32[], first: i32, last: i32): void {
  insert(firsts, first);
  if (last < lastCharacter) insert(firsts, last + 1);
}

function insert(firsts: i32[], value: i32): void {
  let at = firsts.length;
  while (at > 0 && firsts[at - 1] > value) --at;
  if (at > 0 && firsts[at - 1] == value) return;
  firsts.push(0);
  firsts.copyWithin(at + 1, at, firsts.length - 1);
  firsts[at] = value;
}
