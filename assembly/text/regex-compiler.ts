import { RegexKind, RegexNode, RegexPlace } from "./regex-node";
import { RegexParser } from "./regex-parser";
import { opBits, RegexOp, RegexProgram } from "./regex-program";

/** Compiles what a parser has read. */
export function compileRegex(parser: RegexParser, tree: RegexNode): RegexProgram {
  const program = new RegexProgram(
    new StaticArray<i32>(2 * (tree.size + 1)),
    StaticArray.fromArray(parser.sets),
    parser.names,
  );
  const end = emit(program, tree, 0);
  put(program, end, RegexOp.Match, 0, 0);
  program.isAnchored = isAnchored(tree);
  findFirstUnits(program);
  return program;
}

// Writes a node's instructions from an index; gives the index after them.
function emit(program: RegexProgram, node: RegexNode, at: i32): i32 {
  switch (node.kind) {
    case RegexKind.Empty:
      return at;
    case RegexKind.Character:
      return put(program, at, RegexOp.Character, node.a, 0);
    case RegexKind.Letter:
      return put(program, at, RegexOp.Letter, node.a, 0);
    case RegexKind.Set:
      return put(program, at, RegexOp.Set, node.a, 0);
    case RegexKind.Any:
      return put(program, at, RegexOp.Any, 0, 0);
    case RegexKind.AnyButNewline:
      return put(program, at, RegexOp.AnyButNewline, 0, 0);
    case RegexKind.Place:
      if (node.a != RegexPlace.TextStart && node.a != RegexPlace.TextEnd) program.hasContext = true;
      return put(program, at, RegexOp.Place, node.a, 0);
    case RegexKind.Choice:
      return emitChoice(program, node, at);
    case RegexKind.Repeat:
      return emitRepeat(program, node, at);
  }
  const isGroup = node.kind == RegexKind.Group;
  let next = isGroup ? put(program, at, RegexOp.Save, 2 * node.a, 0) : at;
  for (let i = 0; i < node.children.length; ++i) next = emit(program, node.children[i], next);
  return isGroup ? put(program, next, RegexOp.Save, 2 * node.a + 1, 0) : next;
}

function put(program: RegexProgram, at: i32, op: RegexOp, first: i32, second: i32): i32 {
  program.code[2 * at] = op | (first << opBits);
  program.code[2 * at + 1] = second;
  return at + 1;
}

function emitChoice(program: RegexProgram, node: RegexNode, at: i32): i32 {
  const end = at + node.size;
  let next = at;
  const last = node.children.length - 1;
  for (let i = 0; i < last; ++i) {
    const child = node.children[i];
    put(program, next, RegexOp.Split, next + 1, next + child.size + 2);
    next = put(program, emit(program, child, next + 1), RegexOp.Jump, end, 0);
  }
  return emit(program, node.children[last], next);
}

function emitRepeat(program: RegexProgram, node: RegexNode, at: i32): i32 {
  const child = node.children[0];
  const end = at + node.size;
  let next = at;
  const copies = node.b < 0 ? max(node.a - 1, 0) : node.a;
  for (let i = 0; i < copies; ++i) next = emit(program, child, next);
  if (node.b < 0) {
    const loop = next;
    if (node.a == 0) next = putSplit(program, node, next, next + 1, end);
    const body = next;
    next = emit(program, child, next);
    // x* is (x+)? where x can match nothing: with one branch alone the order of preference would be lost
    if (node.a > 0 || child.isNullable) return putSplit(program, node, next, body, end);
    return put(program, next, RegexOp.Jump, loop, 0);
  }
  for (let i = node.a; i < node.b; ++i) {
    next = emit(program, child, putSplit(program, node, next, next + 1, end));
  }
  return next;
}

// A branch into a repetition's body or out of it.
function putSplit(program: RegexProgram, node: RegexNode, at: i32, body: i32, end: i32): i32 {
  return node.isGreedy ? put(program, at, RegexOp.Split, body, end) : put(program, at, RegexOp.Split, end, body);
}

function isAnchored(node: RegexNode): bool {
  switch (node.kind) {
    case RegexKind.Place:
      return node.a == RegexPlace.TextStart;
    case RegexKind.Group:
    case RegexKind.Sequence:
      return node.children.length > 0 && isAnchored(node.children[0]);
    case RegexKind.Choice:
      for (let i = 0; i < node.children.length; ++i) {
        if (!isAnchored(node.children[i])) return false;
      }
      return true;
    case RegexKind.Repeat:
      return node.a > 0 && isAnchored(node.children[0]);
  }
  return false;
}

// Follows all that the program can do before it takes a character.
function findFirstUnits(program: RegexProgram): void {
  const code = program.code;
  const isSeen = new StaticArray<bool>(program.size);
  const open: i32[] = [0];
  while (open.length) {
    const at = open.pop();
    if (isSeen[at]) continue;
    isSeen[at] = true;
    const word = code[2 * at];
    switch (word & 0xff) {
      case RegexOp.Match:
        return;
      case RegexOp.Jump:
        open.push(word >> opBits);
        break;
      case RegexOp.Split:
        open.push(word >> opBits);
        open.push(code[2 * at + 1]);
        break;
      case RegexOp.Save:
      case RegexOp.Place:
        open.push(at + 1);
        break;
      default:
        addFirstUnits(program, word);
    }
  }
  program.hasFirstUnits = true;
}

function addFirstUnits(program: RegexProgram, word: i32): void {
  for (let unit = 0; unit < 128; ++unit) {
    if (program.takes(word, unit)) program.firstUnits[unit >> 5] |= 1 << (unit & 31);
  }
  const op = word & 0xff;
  if (op == RegexOp.Character ? word >> opBits >= 128 : op != RegexOp.Letter) program.isFirstBeyondAscii = true;
}
