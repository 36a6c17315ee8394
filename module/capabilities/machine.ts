import type { WasmModule } from "../read/index.ts";
import { type Code, decode, op, type Step } from "./decode.ts";
import { loads, MachineMemory, Stopped, stores, type Word } from "./machine-memory.ts";
import { longOperations, longUnary, numberUnary } from "./machine-operations.ts";
import type { MemoryImage } from "./memory-image.ts";
import { stackEffect } from "./stack-effect.ts";
import { operations } from "./value.ts";

/** What a machine may still do. */
export interface Budget {
  steps: number;
}

interface Label {
  /** Where a branch goes on. */
  to: number;
  height: number;
  gives: number;
}

const deepest = 100;
const memoryCopy = 0xfc * 4096 + 0x0a;
const memoryFill = 0xfc * 4096 + 0x0b;

/** Runs functions of a module on memory and globals as they begin. Nothing of the host is there. */
export class Machine {
  private readonly module: WasmModule;
  private readonly codeOf: (index: number) => Code | null;
  private readonly budget: Budget;
  private readonly memory: MachineMemory;
  private readonly globals: Word[];
  private depth = 0;

  constructor(module: WasmModule, image: MemoryImage, codeOf: (index: number) => Code | null, budget: Budget) {
    this.module = module;
    this.memory = new MachineMemory(image, (module.memory?.min ?? 0) * 65536);
    this.codeOf = codeOf;
    this.budget = budget;
    this.globals = module.globals.map(({ value, type }) => (type === "i64" ? 0n : (value ?? 0)));
  }

  global(index: number): number {
    return Number(this.globals[index] ?? 0);
  }

  /**
   * Bytes of memory as they are now.
   *
   * @throws Stopped
   */
  read(address: number, size: number): Uint8Array {
    return this.memory.read(address, size);
  }

  /**
   * Calls a function of the module's own.
   *
   * @throws Stopped
   */
  call(index: number, args: readonly Word[]): Word[] {
    const code = this.codeOf(index);
    const type = this.module.functionTypes[index];
    if (!code || !type || ++this.depth > deepest) throw new Stopped();
    const locals: Word[] = type.params.map((param, at) => wordOf(param, args[at]));
    this.spend(code.locals);
    for (let count = code.locals; count > 0; count--) locals.push(0);
    const results = this.run(code, locals, type.results.length);
    this.depth--;
    return results;
  }

  private run({ steps }: Code, locals: Word[], gives: number): Word[] {
    const stack: Word[] = [];
    const labels: Label[] = [{ to: steps.length, height: 0, gives }];
    let at = 0;
    const pop = (): Word => {
      const word = stack.pop();
      if (word === undefined) throw new Stopped();
      return word;
    };
    const branch = (depth: number): number => {
      const label = labels.at(-1 - depth);
      if (!label) throw new Stopped();
      const values = label.gives === 0 ? [] : stack.slice(-label.gives);
      stack.length = label.height;
      stack.push(...values);
      labels.length -= depth + 1;
      return label.to;
    };
    while (at < steps.length) {
      const step = steps[at++];
      if (!step || --this.budget.steps < 0) throw new Stopped();
      switch (step.code) {
        case op.nop:
          break;
        case op.block:
        case op.loop:
        case op.if: {
          const [takes, count] = this.arity(step.first);
          const isLoop = step.code === op.loop;
          const skip = step.code === op.if && pop() === 0;
          const label = { to: step.end + 1, height: stack.length - takes, gives: count };
          if (skip && step.otherwise === 0) {
            at = step.end + 1;
            break;
          }
          labels.push(isLoop ? { ...label, to: at - 1, gives: takes } : label);
          if (skip) at = step.otherwise + 1;
          break;
        }
        case op.else:
          // The `then` is through
          at = branch(0);
          break;
        case op.end:
          labels.pop();
          break;
        case op.branch:
          at = branch(step.first);
          break;
        case op.branchIf:
          if (pop() !== 0) at = branch(step.first);
          break;
        case op.branchTable: {
          const index = Number(pop()) >>> 0;
          at = branch(step.labels[index] ?? step.labels.at(-1) ?? 0);
          break;
        }
        case op.return:
          at = branch(labels.length - 1);
          break;
        case op.call: {
          const count = this.module.functionTypes[step.first]?.params.length ?? 0;
          const args = Array.from({ length: count }, pop).reverse();
          stack.push(...this.call(step.first, args));
          break;
        }
        case op.drop:
          pop();
          break;
        case op.select:
        case op.typedSelect: {
          const condition = pop();
          const otherwise = pop();
          const then = pop();
          stack.push(condition === 0 ? otherwise : then);
          break;
        }
        case op.localGet:
          stack.push(locals[step.first] ?? 0);
          break;
        case op.localSet:
          locals[step.first] = pop();
          break;
        case op.localTee:
          locals[step.first] = stack.at(-1) ?? 0;
          break;
        case op.globalGet:
          stack.push(this.globals[step.first] ?? 0);
          break;
        case op.globalSet:
          this.globals[step.first] = pop();
          break;
        case op.i32:
          stack.push(step.first);
          break;
        case op.i64:
          stack.push(step.long);
          break;
        case 0x3f:
          stack.push(this.module.memory?.min ?? 0);
          break;
        default:
          this.compute(step, stack, pop);
      }
    }
    return stack.slice(stack.length - gives);
  }

  private arity(type: number): readonly [number, number] {
    if (type === -1) return [0, 0];
    if (type === -2) return [0, 1];
    const own = this.module.types[type];
    if (!own) throw new Stopped();
    return [own.params.length, own.results.length];
  }

  private compute(step: Step, stack: Word[], pop: () => Word): void {
    const { code } = step;
    const load = loads[code];
    const store = stores[code];
    if (load) stack.push(this.memory.load(Number(pop()), step.first, load));
    else if (store) {
      const value = pop();
      this.memory.store(Number(pop()), step.first, store, value);
    } else if (code === memoryCopy) {
      const [size, from, to] = [pop(), pop(), pop()].map((word) => Number(word) >>> 0) as [number, number, number];
      this.spend(size);
      this.memory.write(to, this.memory.read(from, size));
    } else if (code === memoryFill) {
      const [size, value, to] = [pop(), pop(), pop()].map((word) => Number(word) >>> 0) as [number, number, number];
      this.spend(size);
      this.memory.write(to, new Uint8Array(size).fill(value));
    } else {
      stack.push(calculate(code, stackEffect(code)?.[0] ?? 0, pop));
    }
  }

  /** What copies many bytes takes as many steps. */
  private spend(steps: number): void {
    this.budget.steps -= steps;
    if (this.budget.steps < 0) throw new Stopped();
  }
}

function calculate(code: number, takes: number, pop: () => Word): Word {
  const right = pop();
  const left = takes > 1 ? pop() : right;
  const number = operations.get(code);
  if (number) return number(Number(left), Number(right));
  const compute = takes > 1 ? longOperations.get(code) : undefined;
  if (compute) {
    const result = compute(BigInt(left), BigInt(right));
    return typeof result === "bigint" ? BigInt.asIntN(64, result) : result;
  }
  const convert = takes > 1 ? undefined : (longUnary.get(code) ?? numberUnary.get(code));
  if (!convert) throw new Stopped();
  return convert(left as never);
}

function wordOf(type: string, word: Word | undefined): Word {
  if (type === "i64") return BigInt(word ?? 0);
  return Number(word ?? 0);
}

/** The code of functions by index, each decoded once. */
export function codeReader({ bytes, functions }: WasmModule): (index: number) => Code | null {
  const bodies = new Map(functions.map((body) => [body.index, body]));
  const known = new Map<number, Code | null>();
  return (index) => {
    const body = bodies.get(index);
    if (!body) return null;
    const code = known.has(index) ? (known.get(index) ?? null) : decode(bytes, body);
    known.set(index, code);
    return code;
  };
}
