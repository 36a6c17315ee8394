import type { ByteString } from "../bytes.ts";
import { type PairSource, sizeOfPairs } from "../http/pairs.ts";
import { loopBudgetExport } from "../vm/instrument.ts";
import { cannotInstantiate } from "../vm/link-checks.ts";
import { VmMemory } from "../vm/memory.ts";
import { AbsentMemory } from "./absent-memory.ts";
import { CallTokens } from "./call-tokens.ts";
import type { Context } from "./context.ts";
import { importsOf } from "./imports.ts";
import { Phase } from "./phase.ts";
import type { Plugin } from "./plugin.ts";
import type { LogLevel, Services } from "./services.ts";
import { logLevels } from "./services.ts";
import { crashAtLoad, EnvoyCrash, HostTrap, type Trap } from "./trap.ts";
import { VmMetrics } from "./vm-metrics.ts";
import { VmPlugins } from "./vm-plugins.ts";

/** What a host call counts as, in loop turns; each byte that it takes from the module counts as one more. */
const turnsOfHostCall = 500;
const hung = "hung";

/** A callback of a module: an exported function. */
export type Callback = (...args: number[]) => number | undefined;

/**
 * A VM with a module in it, as Envoy's `Wasm` is: its contexts, what it has deferred to the end of a callback, its metrics,
 * and whether it has failed.
 */
export class Wasm {
  readonly plugin: Plugin;
  readonly services: Services;
  /** Name of the thread on which it runs. */
  readonly thread: string;
  memory!: VmMemory;
  /** Contexts by id. */
  readonly contexts = new Map<number, Context>();
  readonly metrics: VmMetrics;
  readonly plugins = new VmPlugins();
  readonly callTokens = new CallTokens();
  /** Why nothing runs here any more: the first trap. */
  trap: Trap | undefined;
  /** Set by a local reply: whatever the callback answers, its stream goes no further. */
  iterationStopped = false;

  private readonly exports: Record<string, unknown> = {};
  private readonly allocator: Callback | undefined;
  private readonly loopBudget: WebAssembly.Global | undefined;
  private current: Context | undefined;
  private effectiveId = 0;
  /** The callback that was called last. */
  private called = "";
  private phase: number = Phase.callback;
  private lastContextId = 0;
  /** Host calls of the callback so far. */
  private hostCalls = 0;
  private deferred: (() => void)[] = [];

  /**
   * Loads the module into a VM of its own and runs its start functions. One that traps there leaves a VM that has failed.
   *
   * @param vmContext Acts while the module loads: no plugin is there yet.
   */
  constructor(plugin: Plugin, services: Services, thread: string, vmContext: (wasm: Wasm) => Context) {
    this.plugin = plugin;
    this.services = services;
    this.thread = thread;
    this.metrics = new VmMetrics(services.metrics);
    const context = vmContext(this);
    const imports = importsOf(this);
    const exports = instantiate(plugin, imports);
    for (const [name, entry] of Object.entries(exports)) {
      if (!this.isAllowed(name)) continue;
      const isTraced = this.services.trace && typeof entry === "function";
      this.exports[name] = isTraced ? this.traced(name, entry as Callback) : entry;
    }
    const memory = memoryOf(exports) ?? Object.values(imports).map(memoryOf).find(Boolean);
    this.memory = memory ? new VmMemory(memory) : new AbsentMemory();
    this.loopBudget = exports[loopBudgetExport] as WebAssembly.Global | undefined;
    this.allocator = this.callback("malloc") ?? this.callback("proxy_on_memory_allocate");
    services.made({ module: plugin.module.info.bytes, memory });
    this.start(context);
  }

  get failed(): boolean {
    return this.trap !== undefined;
  }

  /** An exported function as a callback; undefined where the module has none, which counts as "continue". */
  callback(name: string): Callback | undefined {
    const entry = this.exports[name];
    return typeof entry === "function" ? (entry as Callback) : undefined;
  }

  /** Exported values beside callbacks, such as counters of coverage. */
  exported(name: string): unknown {
    return this.exports[name];
  }

  nextContextId(): number {
    this.lastContextId += 1;
    return this.lastContextId;
  }

  /** Calls into the module on behalf of a context. A trap ends the VM and counts as 0. */
  call(context: Context, name: string, callback: Callback, ...args: number[]): number {
    const { current, effectiveId } = this;
    if (!current) this.grantBudget();
    this.called = name;
    this.current = context;
    this.effectiveId = 0;
    try {
      return callback(...args) ?? 0;
    } catch (error) {
      if (!isTrap(error)) throw error;
      this.fail(name, error);
      return 0;
    } finally {
      this.current = current;
      this.effectiveId = effectiveId;
    }
  }

  /** The context on which a host call acts: the effective one where there is one, else that of the callback. */
  acting(allowed: number = Phase.callback): Context {
    if (this.phase !== Phase.callback && (this.phase & allowed) === 0) throw new HostTrap("restricted_callback");
    if (!this.current) throw new EnvoyCrash("a host call in the start section");
    this.hostCalls += 1;
    if (this.hostCalls * turnsOfHostCall + this.memory.taken > this.services.loopLimit) throw new HostTrap(hung);
    if (this.effectiveId === 0) return this.current;
    return this.contexts.get(this.effectiveId) ?? this.current;
  }

  /** The context of the callback, whatever context is effective. */
  calling(): Context {
    this.acting();
    return this.current as Context;
  }

  setEffective(contextId: number): boolean {
    if (!this.contexts.has(contextId)) return false;
    this.effectiveId = contextId;
    return true;
  }

  get isAllocating(): boolean {
    return this.phase === Phase.allocate;
  }

  /** Whether the module is in a callback. */
  get isCalling(): boolean {
    return this.current !== undefined;
  }

  /** Does something once the callback has returned. */
  defer(action: () => void): void {
    this.deferred.push(action);
  }

  /** What Envoy does not survive: it happens once the callback has returned. */
  crash(reason: string): void {
    this.defer(() => {
      throw new EnvoyCrash(reason);
    });
  }

  /** Does what callbacks have deferred, in order. */
  runDeferred(): void {
    this.iterationStopped = false;
    try {
      while (this.deferred.length > 0) {
        const actions = this.deferred;
        this.deferred = [];
        for (const action of actions) action();
      }
    } catch (error) {
      if (!(error instanceof EnvoyCrash)) throw error;
      this.fail(this.called, error);
    }
  }

  /** Memory of the module for a value; 0 where it gives none. */
  allocate(size: number): number {
    if (!this.allocator || !this.current) return 0;
    const { phase } = this;
    this.phase = Phase.allocate;
    try {
      return (this.allocator(size) ?? 0) >>> 0;
    } catch (error) {
      if (!isTrap(error)) throw error;
      this.fail("malloc", error);
      return 0;
    } finally {
      this.phase = phase;
    }
  }

  /** Hands a value over: into memory that the module gives, its address and size to where the module wants them. */
  give(value: ByteString, addressAt: number, sizeAt: number): boolean {
    let address = 0;
    if (value.length > 0) {
      address = this.allocate(value.length);
      if (address === 0 || !this.memory.writeText(address, value)) return false;
    }
    return this.memory.writeU32(addressAt, address) && this.memory.writeU32(sizeAt, value.length);
  }

  /** As {@link give}, for bytes. */
  giveBytes(value: Uint8Array, addressAt: number, sizeAt: number): boolean {
    let address = 0;
    if (value.length > 0) {
      address = this.allocate(value.length);
      if (address === 0 || !this.memory.writeBytes(address, value)) return false;
    }
    return this.memory.writeU32(addressAt, address) && this.memory.writeU32(sizeAt, value.length);
  }

  /** As {@link give}, for header fields in the form of the ABI. */
  givePairs(map: PairSource, addressAt: number, sizeAt: number): boolean {
    const size = sizeOfPairs(map);
    let address = 0;
    if (size > 0) {
      address = this.allocate(size);
      if (address === 0 || !this.memory.writePairs(address, map)) return false;
    }
    return this.memory.writeU32(addressAt, address) && this.memory.writeU32(sizeAt, size);
  }

  /** Writes to the log, where the level lets it through. */
  log(level: number, message: ByteString, byPlugin: boolean, prefix: string): void {
    const name = logLevels[level] as LogLevel;
    if (level < logLevels.indexOf(this.services.logLevel)) return;
    this.services.log({ level: name, message, thread: this.thread, plugin: prefix, byPlugin });
  }

  private start(context: Context): void {
    const initialize = this.callback("_initialize");
    const steps: [name: string, callback: Callback | undefined, ...args: number[]][] = initialize
      ? [["_initialize", initialize], this.mainOf()]
      : [["_start", this.callback("_start")]];
    this.phase = Phase.initialize;
    for (const [name, callback, ...args] of steps) {
      if (callback && !this.failed) this.call(context, name, callback, ...args);
    }
    this.phase = Phase.callback;
  }

  private mainOf(): [name: string, callback: Callback | undefined, ...args: number[]] {
    const main = this.callback("main");
    if (main || this.services.envoyMinor < 39) return ["main", main, 0, 0];
    return ["__main_void", this.callback("__main_void")];
  }

  /** What a callback may use up before it counts as hung. */
  private grantBudget(): void {
    if (this.loopBudget) this.loopBudget.value = this.services.loopLimit;
    this.hostCalls = 0;
    this.memory.taken = 0;
  }

  private fail(callback: string, error: Error): void {
    const reason = this.isHung(error) ? `hangs: ${this.services.loopLimit} loop turns without an end` : error.message;
    const trap = { callback, reason, error, wasm: this };
    this.trap ??= trap;
    const name = error instanceof HostTrap ? "Error" : error.name;
    this.log(4, `Function: ${callback} failed: Uncaught ${name}: ${reason}`, false, "");
    this.services.trapped(trap, this.thread);
  }

  private isHung(error: Error): boolean {
    if (error instanceof HostTrap) return error.message === hung;
    return error instanceof WebAssembly.RuntimeError && this.loopBudget?.value === 0;
  }

  private isAllowed(name: string): boolean {
    const { capabilities } = this.plugin;
    return !capabilities || !name.startsWith("proxy_on_") || capabilities.has(name);
  }

  private traced(name: string, callback: Callback): Callback {
    const { thread, services } = this;
    return (...args) => {
      services.trace?.({ thread, kind: "callback", name, args });
      const result = callback(...args);
      services.trace?.({ thread, kind: "callback", name, result });
      return result;
    };
  }
}

/** @throws MeshWasmError MW0524, or MW0528 where Envoy would crash */
function instantiate(plugin: Plugin, imports: WebAssembly.Imports): WebAssembly.Exports {
  try {
    return new WebAssembly.Instance(plugin.module.compiled, imports).exports;
  } catch (error) {
    if (error instanceof EnvoyCrash) throw crashAtLoad(plugin, error);
    throw cannotInstantiate((error as Error).message, error);
  }
}

/** The memory through which bytes are handed over: the last one. */
function memoryOf(values: Record<string, unknown>): WebAssembly.Memory | undefined {
  return Object.values(values).findLast((value) => value instanceof WebAssembly.Memory);
}

/** Whether an error is the module's: what the engine throws for it, or the host in its stead. All others are faults of the host. */
function isTrap(error: unknown): error is Error {
  if (error instanceof WebAssembly.RuntimeError || error instanceof HostTrap) return true;
  // A stack that is full, and an exception of the module's own
  return error instanceof RangeError || (error as object)?.constructor?.name === "Exception";
}
