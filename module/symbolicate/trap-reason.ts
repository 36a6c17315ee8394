/** What kind of trap it is. */
export type TrapKind =
  | "abort"
  | "unreachable"
  | "division"
  | "conversion"
  | "memory-bounds"
  | "call-target"
  | "stack-overflow"
  | "out-of-memory"
  | "hang"
  | "other";

interface Reason {
  /** In the words of V8, SpiderMonkey or JavaScriptCore. */
  pattern: RegExp;
  kind: TrapKind;
  text: string;
}

const reasons: readonly Reason[] = [
  { pattern: /divide by zero|division by zero/i, kind: "division", text: "integer division by zero" },
  { pattern: /remainder by zero/i, kind: "division", text: "remainder of an integer division by zero" },
  { pattern: /divide result unrepresentable|integer overflow/i, kind: "division", text: "the quotient is too large" },
  {
    pattern: /float unrepresentable|invalid conversion to integer|out of bounds trunc/i,
    kind: "conversion",
    text: "a floating-point number does not fit into the integer",
  },
  {
    pattern: /memory access out of bounds|out of bounds memory access|index out of bounds/i,
    kind: "memory-bounds",
    text: "access to memory out of bounds",
  },
  {
    pattern: /table index is out of bounds|null function|indirect call|signature mismatch|table access out of bounds/i,
    kind: "call-target",
    text: "call of a function that is not there, or of another type",
  },
  {
    pattern: /maximum call stack size exceeded|too much recursion/i,
    kind: "stack-overflow",
    text: "the call stack is full, as by a recursion without an end",
  },
];

/** What an engine's message means. `innermost` is the name of the function that trapped. */
export function trapReason(message: string, innermost: string | null): { kind: TrapKind; text: string } {
  const known = reasons.find(({ pattern }) => pattern.test(message));
  if (known) return { kind: known.kind, text: known.text };
  // Of mesh-wasm's host, which counts the turns of loops.
  if (/^hangs: /.test(message)) return { kind: "hang", text: message };
  if (!/unreachable/i.test(message)) return { kind: "other", text: message };
  // The allocators of AssemblyScript and of the SDK end so when memory does not grow.
  if (innermost && /^(?:rt|~lib\/rt\/\w+)\/(?:grow|growMemory|initialize)$/.test(innermost)) {
    return { kind: "out-of-memory", text: "memory is full: it could not grow" };
  }
  return { kind: "unreachable", text: "code that must not be reached (unreachable)" };
}
