import { type LoopChanges, op, type Step } from "./decode.ts";

/** Finds the ends of blocks, and what loops change. Tells whether all is closed. */
export function nest(steps: readonly Step[]): boolean {
  const open: Step[] = [];
  const loops: LoopChanges[] = [];
  for (const [at, step] of steps.entries()) {
    switch (step.code) {
      case op.loop:
        step.changes = { locals: new Set(), globals: new Set(), calls: false };
        loops.push(step.changes);
        open.push(step);
        break;
      case op.block:
      case op.if:
        open.push(step);
        break;
      case op.else: {
        const block = open.at(-1);
        if (block?.code !== op.if) return false;
        block.otherwise = at;
        break;
      }
      case op.end: {
        const block = open.pop();
        if (!block) return at === steps.length - 1;
        block.end = at;
        if (block.changes) mergeInto(loops, loops.pop());
        break;
      }
      case op.localSet:
      case op.localTee:
        loops.at(-1)?.locals.add(step.first);
        break;
      case op.globalSet:
        loops.at(-1)?.globals.add(step.first);
        break;
      case op.call:
      case op.callIndirect:
        for (const changes of loops.slice(-1)) changes.calls = true;
        break;
    }
  }
  return false;
}

/** What an inner loop changes, the one around it does, too. */
function mergeInto(loops: readonly LoopChanges[], inner: LoopChanges | undefined): void {
  const outer = loops.at(-1);
  if (!outer || !inner) return;
  for (const local of inner.locals) outer.locals.add(local);
  for (const global of inner.globals) outer.globals.add(global);
  outer.calls ||= inner.calls;
}
