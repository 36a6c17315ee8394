import type { WasmModule } from "../read/index.ts";
import { runningFunctions } from "./call-graph.ts";
import { type Code, decode } from "./decode.ts";
import { isEncoder } from "./encoders.ts";
import { type Exit, follow, Lost, type Surroundings, simpleArity } from "./flow.ts";
import { givesNames, keepsNames } from "./kept-names.ts";
import type { Globals } from "./snapshot.ts";
import { touches } from "./touches.ts";
import { type CallSite, constant, hasParameter, ownWays, resultOf, substitute, unknown, type Value } from "./value.ts";

/** A call of a host function that can happen, or of one of the SDK that keeps a name for the host. */
export interface HostUse {
  /** Name of the function. */
  name: string;
  /** Index of a function that keeps a name. */
  callee?: number;
  args: readonly Value[];
}

/** What callers need to know of a function. */
interface Summary {
  /** Calls of the host with arguments that are made of the function's own parameters. */
  uses: HostUse[];
  exit: Exit | null;
  /** The globals that it may set; null for any. */
  sets: ReadonlySet<number> | null;
}

/** Some ten times what a module of 5 MB needs. */
const mostValues = 50_000_000;
/** What a call of the host in a function that is called counts for. */
const useCost = 20;

/** More of them, and a function's parameters count as unknown. */
const mostUses = 200;

const unnamed = constant(0);

/** A call of which nothing is known. */
const nowhere: CallSite = { args: [], global: unknown, wayOf: (at) => at };

/** Finds the calls of the host that can happen, with what is known of their arguments. */
export function hostUses(module: WasmModule): HostUse[] {
  return new Uses(module).find();
}

class Uses {
  private readonly module: WasmModule;
  private readonly imports: readonly string[];
  private readonly bodies: ReadonlyMap<number, WasmModule["functions"][number]>;
  private readonly summaries = new Map<number, Summary>();
  private readonly found = new Map<string, HostUse>();
  /** The globals that the allocator may set; null for any. */
  private allocatorSets: ReadonlySet<number> | null = new Set();
  private readonly changing: readonly number[];
  /** The SDK does, others do not. */
  private readonly keepsTextsInGlobals: boolean;
  private ways = 0;
  private left = mostValues;

  constructor(module: WasmModule) {
    this.module = module;
    this.imports = module.imports.flatMap(({ kind, module: from, name }) =>
      kind === "function" ? [from === "env" ? name : ""] : [],
    );
    this.changing = module.globals.flatMap(({ mutable }, index) => (mutable ? index : []));
    this.keepsTextsInGlobals = [...module.functionNames.values()].some(isEncoder);
    this.bodies = new Map(module.functions.map((body) => [body.index, body]));
  }

  find(): HostUse[] {
    const allocators = allocatorsOf(this.module);
    const { order, open } = runningFunctions(this.module, allocators);
    for (const index of open) this.addUnknown(index);
    // What cannot be read may call whatever is imported
    if (this.module.problem) for (const index of this.imports.keys()) this.addUnknown(index);
    for (const index of order) {
      const summary = this.summarize(index, open.has(index));
      this.summaries.set(index, summary);
      if (allocators.has(index)) this.allocatorSets = both(this.allocatorSets, summary.sets);
    }
    return [...this.found.values()];
  }

  private summarize(index: number, isOpen: boolean): Summary {
    const body = this.bodies.get(index);
    const code = body ? decode(this.module.bytes, body) : null;
    const type = this.module.functionTypes[index];
    if (!code || !type) return this.lost(index);
    const found: HostUse[] = [];
    try {
      const exit = follow(code, type.params.length, type.results.length, this.surroundings(found));
      const isTooMuch = found.length > mostUses;
      for (const use of found) if (isOpen || isTooMuch || !use.args.some(hasParameter)) this.add(use);
      const uses = isTooMuch ? [] : found.filter(({ args }) => args.some(hasParameter));
      return { uses: unique(uses), exit, sets: this.setBy(index, code) };
    } catch (error) {
      if (error instanceof Lost) return this.lost(index);
      throw error;
    }
  }

  /** A function that cannot be followed calls what it calls with any arguments. */
  private lost(index: number): Summary {
    const { calls } = this.module;
    const own = index - calls.imported;
    for (const callee of [...(calls.direct[own] ?? []), ...(calls.failing[own] ?? [])]) {
      this.addUnknown(callee);
      for (const use of this.summaries.get(callee)?.uses ?? []) this.add(use);
    }
    return { uses: [], exit: null, sets: null };
  }

  private surroundings(found: HostUse[]): Surroundings {
    const { types, functionTypes } = this.module;
    function arity(type: { params: readonly unknown[]; results: readonly unknown[] } | null | undefined) {
      return type ? ([type.params.length, type.results.length] as const) : null;
    }
    return {
      blockArity: (type) => simpleArity(type) ?? arity(types[type]),
      typeArity: (type) => arity(types[type]),
      functionArity: (index) => arity(functionTypes[index]),
      globalAtEntry: (index) => this.globalAtEntry(index),
      changing: this.changing,
      call: (callee, args, known) => this.call(callee, args, known, found),
      spend: (values) => this.spend(values),
      nextWay: () => this.ways++,
    };
  }

  private call(callee: number, args: readonly Value[], globals: Globals, found: HostUse[]): Value[] {
    const name = this.imports[callee];
    if (name !== undefined) {
      if (touches[name]) found.push({ name, args: namingArguments(name, args) });
      // The host asks for memory to put its answer into, and calls nothing else
      this.forget(globals, this.allocatorSets);
      return [];
    }
    const summary = this.summaries.get(callee);
    if (!summary) {
      this.forget(globals, null);
      return [];
    }
    const before = new Map(globals);
    const site: CallSite = {
      args,
      global: (index) => before.get(index) ?? this.globalAtEntry(index),
      wayOf: ownWays(() => this.ways++),
    };
    const given = (value: Value) => substitute(value, site);
    this.spend(useCost * summary.uses.length + (summary.sets?.size ?? this.changing.length));
    for (const use of summary.uses) found.push({ ...use, args: use.args.map(given) });
    const ownName = this.module.functionNames.get(callee);
    if (keepsNames(ownName)) found.push({ name: ownName, callee, args });
    const made = this.argsOfResult(callee, args);
    for (const index of summary.sets ?? this.changing) {
      const left = summary.sets ? summary.exit?.globals.get(index) : undefined;
      globals.set(index, made ? resultOf(callee, made, index) : left ? given(left) : unknown());
    }
    return made ? [resultOf(callee, made, null)] : (summary.exit?.results ?? []).map(given);
  }

  private spend(values: number): void {
    this.left -= values;
    if (this.left < 0) throw new Lost();
  }

  private globalAtEntry(index: number): Value {
    const global = this.module.globals[index];
    if (global?.type !== "i32") return unknown();
    if (!global.mutable) return global.value === null ? unknown() : constant(global.value);
    return this.keepsTextsInGlobals ? { kind: "global", index } : unknown();
  }

  private forget(globals: Globals, sets: ReadonlySet<number> | null): void {
    this.spend(sets?.size ?? this.changing.length);
    for (const index of sets ?? this.changing) globals.set(index, unknown());
  }

  private setBy(index: number, { steps }: Code): ReadonlySet<number> | null {
    const sets = new Set<number>();
    for (const { code, first } of steps) {
      if (code === 0x24) sets.add(first);
      if (code === 0x11) return null;
      if (code !== 0x10) continue;
      // A function that calls itself sets nothing more by that
      if (first === index) continue;
      const inner = this.imports[first] === undefined ? this.summaries.get(first)?.sets : this.allocatorSets;
      if (!inner) return null;
      for (const global of inner) sets.add(global);
    }
    return sets;
  }

  /** What the result of a function that is run is made of; null of any other function. */
  private argsOfResult(index: number, args: readonly Value[]): readonly Value[] | null {
    const name = this.module.functionNames.get(index);
    if (givesNames(name)) return [{ kind: "kept", name }];
    return isEncoder(name) || keepsNames(name) ? args : null;
  }

  private addUnknown(index: number): void {
    const name = this.imports[index];
    const count = this.module.functionTypes[index]?.params.length ?? 0;
    const args = Array.from({ length: count }, unknown);
    if (name !== undefined && touches[name]) this.add({ name, args });
    const ownName = this.module.functionNames.get(index);
    if (keepsNames(ownName)) this.add({ name: ownName, callee: index, args: args.length > 0 ? args : [unknown()] });
  }

  private add(use: HostUse): void {
    const closed = { ...use, args: use.args.map((value) => substitute(value, nowhere)) };
    this.found.set(JSON.stringify(closed), closed);
  }
}

/** The arguments that name something; all others are alike. */
function namingArguments(name: string, args: readonly Value[]): Value[] {
  const places = new Set(
    (touches[name] ?? []).flatMap(({ names, place, number }) => [
      ...(names ?? []).flatMap((at) => [at, at + 1]),
      place?.at ?? -1,
      number ?? -1,
    ]),
  );
  return args.map((value, at) => (places.has(at) ? value : unnamed));
}

function allocatorsOf({ exports }: WasmModule): Set<number> {
  const names = ["malloc", "proxy_on_memory_allocate"];
  return new Set(
    exports.flatMap(({ kind, name, index }) => (kind === "function" && names.includes(name) ? index : [])),
  );
}

function both(some: ReadonlySet<number> | null, others: ReadonlySet<number> | null): ReadonlySet<number> | null {
  return some && others ? new Set([...some, ...others]) : null;
}

function unique(uses: readonly HostUse[]): HostUse[] {
  return [...new Map(uses.map((use) => [JSON.stringify(use), use])).values()];
}
