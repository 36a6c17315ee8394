import { blockType, type Code, op, type Step } from "./decode.ts";
import { type Globals, merge, type Snapshot } from "./snapshot.ts";
import { stackEffect } from "./stack-effect.ts";
import { choose, constant, operate, unknown, type Value } from "./value.ts";

/** What surrounds a function that is followed. */
export interface Surroundings {
  /** Values that a block of this type takes and gives. */
  blockArity(type: number): readonly [takes: number, gives: number] | null;
  /** The number of arguments of a type of the module, and of results. */
  typeArity(type: number): readonly [takes: number, gives: number] | null;
  /** The same of a function. */
  functionArity(index: number): readonly [takes: number, gives: number] | null;
  /** What a global holds where the function begins. */
  globalAtEntry(index: number): Value;
  /** The globals that can change. */
  changing: readonly number[];
  /** What a call does: gives its results, and changes globals. */
  call(callee: number, args: readonly Value[], globals: Globals): Value[];
  /**
   * Counts values that are copied or compared: a module that is made to need more than any filter is not followed to its end.
   *
   * @throws Lost
   */
  spend(values: number): void;
  /** A number for a choice, higher than all before. */
  nextWay(): number;
}

/** What a function leaves behind. */
export interface Exit {
  results: readonly Value[];
  globals: Globals;
}

interface Frame {
  step: Step | null;
  /** Height of the stack below what the block takes. */
  height: number;
  takes: number;
  gives: number;
  /** What is known where branches to its end leave. */
  arrivals: Snapshot[];
  /** What is known where its `else` begins. */
  otherwise: Snapshot | null;
}

/** Raised where a function cannot be followed. */
export class Lost extends Error {}

/**
 * Follows constants and parameters through a function, once from its beginning to its end: what a loop changes is unknown in
 * it. Gives null where the function never returns.
 *
 * @throws Lost
 */
export function follow(code: Code, parameters: number, results: number, around: Surroundings): Exit | null {
  return new Flow(code, parameters, results, around).run();
}

class Flow {
  private readonly steps: readonly Step[];
  private readonly around: Surroundings;
  private readonly frames: Frame[];
  private readonly selects = new WeakMap<Value, number>();
  private locals: Value[] = [];
  private globals: Globals = new Map();
  private stack: Value[] = [];
  /** Whether a snapshot holds them, too. */
  private sharesLocals = false;
  private sharesGlobals = false;
  private isReached = true;

  constructor({ steps, locals }: Code, parameters: number, results: number, around: Surroundings) {
    this.steps = steps;
    this.around = around;
    for (let index = 0; index < parameters; index++) this.locals.push({ kind: "parameter", index });
    for (let index = 0; index < locals; index++) this.locals.push(constant(0));
    this.frames = [{ step: null, height: 0, takes: 0, gives: results, arrivals: [], otherwise: null }];
  }

  run(): Exit | null {
    for (const step of this.steps) {
      if (this.isReached) this.reach(step);
      else this.pass(step);
    }
    return this.isReached ? { results: this.stack, globals: this.globals } : null;
  }

  /** An instruction that nothing leads to: only blocks count. */
  private pass(step: Step): void {
    switch (step.code) {
      case op.block:
      case op.loop:
      case op.if:
        this.frames.push({ step, height: this.stack.length, takes: 0, gives: 0, arrivals: [], otherwise: null });
        return;
      case op.else:
        this.beginElse();
        return;
      case op.end:
        this.endBlock();
        return;
    }
  }

  private reach(step: Step): void {
    switch (step.code) {
      case op.unreachable:
        this.leave();
        return;
      case op.block:
      case op.loop:
      case op.if:
        this.beginBlock(step);
        return;
      case op.else:
        this.frame(0).arrivals.push(this.snapshot(this.frame(0).gives));
        this.beginElse();
        return;
      case op.end:
        this.endBlock();
        return;
      case op.branch:
        this.branch(step.first);
        this.leave();
        return;
      case op.branchIf:
        this.branchIf(step.first);
        return;
      case op.branchTable:
        this.pop();
        for (const label of new Set(step.labels)) this.branch(label);
        this.leave();
        return;
      case op.return:
        this.branch(this.frames.length - 1);
        this.leave();
        return;
      case op.call:
        this.call(step.first);
        return;
      case op.callIndirect:
        this.pop();
        this.callAnything(this.around.typeArity(step.first));
        return;
      case op.select:
      case op.typedSelect:
        this.select();
        return;
      case op.localGet:
        this.stack.push(this.local(step.first));
        return;
      case op.localSet:
        this.setLocal(step.first, this.pop());
        return;
      case op.localTee:
        this.setLocal(step.first, this.top());
        return;
      case op.globalGet:
        this.stack.push(this.global(step.first));
        return;
      case op.globalSet:
        this.setGlobal(step.first, this.pop());
        return;
      case op.i32:
        this.stack.push(constant(step.first));
        return;
      default:
        this.compute(step.code);
    }
  }

  private compute(code: number): void {
    const effect = stackEffect(code);
    if (!effect) throw new Lost();
    const [takes, gives] = effect;
    const right = takes > 1 ? this.pop() : null;
    const left = takes > 0 ? this.pop() : null;
    if (takes > 2) this.pop();
    if (gives > 0) this.stack.push(left ? operate(code, left, right ?? left) : unknown());
  }

  private beginBlock(step: Step): void {
    const arity = this.around.blockArity(step.first);
    if (!arity) throw new Lost();
    const [takes, gives] = arity;
    const condition = step.code === op.if ? this.pop() : null;
    const height = this.stack.length - takes;
    if (height < this.frame(0).height) throw new Lost();
    const frame: Frame = { step, height, takes, gives, arrivals: [], otherwise: null };
    if (condition) frame.otherwise = this.snapshot(takes);
    this.frames.push(frame);
    if (step.changes) this.forget(step.changes, takes);
    if (condition?.kind !== "constant") return;
    if (condition.number === 0) this.isReached = false;
    else frame.otherwise = null;
  }

  /** What a loop changes has any value where it begins. */
  private forget({ locals, globals, calls }: NonNullable<Step["changes"]>, takes: number): void {
    for (const index of locals) this.setLocal(index, unknown());
    this.ownGlobals();
    for (const index of calls ? this.around.changing : globals) this.globals.set(index, unknown());
    for (let place = 1; place <= takes; place++) this.stack[this.stack.length - place] = unknown();
  }

  private beginElse(): void {
    const frame = this.frame(0);
    const begin = frame.otherwise;
    frame.otherwise = null;
    this.isReached = begin !== null;
    if (begin) this.adopt(frame, begin);
  }

  private endBlock(): void {
    const frame = this.frame(0);
    if (this.isReached) frame.arrivals.push(this.snapshot(frame.gives));
    // An `if` without an `else` gives what it took
    if (frame.otherwise) frame.arrivals.push(frame.otherwise);
    this.frames.pop();
    const [first] = frame.arrivals;
    this.isReached = first !== undefined;
    if (first) this.adopt(frame, frame.arrivals.length === 1 ? first : merge(frame.arrivals, this.around));
  }

  private adopt({ height }: Frame, { locals, globals, values }: Snapshot): void {
    this.stack.length = height;
    this.stack.push(...values);
    this.locals = locals as Value[];
    this.globals = globals as Globals;
    this.sharesLocals = true;
    this.sharesGlobals = true;
  }

  private branch(label: number): void {
    const frame = this.frame(label);
    // Back to a loop's beginning, where all that it changes is unknown already
    if (frame.step?.code === op.loop) return;
    frame.arrivals.push(this.snapshot(frame.gives));
  }

  private branchIf(label: number): void {
    const condition = this.pop();
    if (condition.kind === "constant" && condition.number === 0) return;
    this.branch(label);
    if (condition.kind === "constant") this.leave();
  }

  private call(callee: number): void {
    const arity = this.around.functionArity(callee);
    if (!arity) throw new Lost();
    const args = this.popMany(arity[0]);
    this.ownGlobals();
    const results = this.around.call(callee, args, this.globals);
    for (let index = 0; index < arity[1]; index++) this.stack.push(results[index] ?? unknown());
  }

  /** A call through the table: of whatever it holds. */
  private callAnything(arity: readonly [number, number] | null): void {
    if (!arity) throw new Lost();
    this.popMany(arity[0]);
    this.ownGlobals();
    this.around.spend(this.around.changing.length);
    for (const index of this.around.changing) this.globals.set(index, unknown());
    for (let count = arity[1]; count > 0; count--) this.stack.push(unknown());
  }

  private select(): void {
    const condition = this.pop();
    const otherwise = this.pop();
    const then = this.pop();
    if (condition.kind === "constant") this.stack.push(condition.number === 0 ? otherwise : then);
    else this.stack.push(choose(this.wayOf(condition), [then, otherwise]));
  }

  /** Selects by the same condition go the same way. */
  private wayOf(condition: Value): number {
    const known = this.selects.get(condition);
    if (known !== undefined) return known;
    const way = this.around.nextWay();
    this.selects.set(condition, way);
    return way;
  }

  private snapshot(values: number): Snapshot {
    if (this.stack.length - values < this.frame(0).height) throw new Lost();
    this.sharesLocals = true;
    this.sharesGlobals = true;
    return {
      locals: this.locals,
      globals: this.globals,
      values: values === 0 ? [] : this.stack.slice(-values),
    };
  }

  /** Nothing leads on from here. */
  private leave(): void {
    this.isReached = false;
  }

  private frame(label: number): Frame {
    const frame = this.frames.at(-1 - label);
    if (!frame) throw new Lost();
    return frame;
  }

  private local(index: number): Value {
    const value = this.locals[index];
    if (!value) throw new Lost();
    return value;
  }

  private setLocal(index: number, value: Value): void {
    if (index >= this.locals.length) throw new Lost();
    this.ownLocals();
    this.locals[index] = value;
  }

  private global(index: number): Value {
    const known = this.globals.get(index);
    if (known) return known;
    const value = this.around.globalAtEntry(index);
    // What is unknown must stay the same unknown
    if (value.kind === "unknown") this.setGlobal(index, value);
    return value;
  }

  private setGlobal(index: number, value: Value): void {
    this.ownGlobals();
    this.globals.set(index, value);
  }

  /** What a snapshot holds must not change. */
  private ownLocals(): void {
    if (!this.sharesLocals) return;
    this.around.spend(this.locals.length);
    this.locals = this.locals.slice();
    this.sharesLocals = false;
  }

  private ownGlobals(): void {
    if (!this.sharesGlobals) return;
    this.around.spend(this.globals.size);
    this.globals = new Map(this.globals);
    this.sharesGlobals = false;
  }

  private top(): Value {
    const value = this.stack.at(-1);
    if (!value || this.stack.length <= this.frame(0).height) throw new Lost();
    return value;
  }

  private pop(): Value {
    const value = this.top();
    this.stack.pop();
    return value;
  }

  private popMany(count: number): Value[] {
    const values: Value[] = [];
    for (let place = 0; place < count; place++) values.unshift(this.pop());
    return values;
  }
}

/** Whether a block's type needs no look into the module: what it takes and gives. */
export function simpleArity(type: number): readonly [number, number] | null {
  if (type === blockType.none) return [0, 0];
  return type === blockType.value ? [0, 1] : null;
}
