import type { Asc, Flow, Program } from "../../asc-types.ts";

/** The programs whose counters the compiler is to overlook. */
const counting = new WeakSet<Program>();
let patched = false;

/**
 * Lets the compiler learn from `a && (count(), b != null)` what it learns from `a && b != null`. It looks at the code that it
 * has made of a condition to find out what cannot be null where the condition holds, and does not look into a block, although
 * a block's value is that of its last part. Other programs are compiled as ever.
 */
export function seeThroughBlocks(asc: Asc, program: Program): void {
  counting.add(program);
  if (patched) return;
  patched = true;
  const { prototype } = asc.Flow;
  for (const name of ["inheritNonnullIfTrue", "inheritNonnullIfFalse"] as const) {
    const original = prototype[name];
    prototype[name] = function (this: Flow, expression, iff) {
      original.call(this, counting.has(this.program) ? lastOf(asc, expression) : expression, iff);
    };
  }
}

function lastOf(asc: Asc, expression: number): number {
  let at = expression;
  while (asc.getExpressionId(at) === asc.ExpressionId["Block"] && !asc.getBlockName(at)) {
    at = asc.getBlockChildAt(at, asc.getBlockChildCount(at) - 1);
  }
  return at;
}
