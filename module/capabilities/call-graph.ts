import { formatSignature } from "../abi/signature.ts";
import type { WasmModule } from "../read/index.ts";

/** The module's own functions that can run. */
export interface Running {
  /** Indices among all functions, each behind those that it calls. */
  order: number[];
  /** Those that can be given any arguments: the host, a call through a table or reference or a recursion starts them. */
  open: Set<number>;
}

/** A module that is made to need more rounds may call whatever it can refer to. */
const mostRounds = 50;

interface Visit {
  index: number;
  callees: readonly number[];
  next: number;
}

/** Walks the calls from what the host can start, some of that first. What nothing leads to is left out. */
export function runningFunctions(module: WasmModule, first: Iterable<number>): Running {
  return new Walk(module).run(first);
}

class Walk {
  private readonly module: WasmModule;
  private readonly order: number[] = [];
  private readonly open = new Set<number>();
  private readonly state = new Map<number, "entered" | "left">();
  /** Types of what is called through tables and references. */
  private readonly indirect = new Set<number>();

  constructor(module: WasmModule) {
    this.module = module;
  }

  run(first: Iterable<number>): Running {
    const { exports, start } = this.module;
    for (const index of first) this.walk(index);
    for (const { kind, index } of exports) if (kind === "function") this.walk(index);
    if (start) this.walk(start.index);
    this.walkReferenced();
    return { order: this.order, open: this.open };
  }

  /** A call through a table or reference leads to the functions of its type, which may have further such calls. */
  private walkReferenced(): void {
    const { calls, functionTypes, types } = this.module;
    let rounds = 0;
    for (let known = -1; known < this.indirect.size; ) {
      known = this.indirect.size;
      const isAnyCalled = this.isAnyCalled() || ++rounds > mostRounds;
      const called = new Set([...this.indirect].map((type) => textOf(types[type])));
      for (const index of calls.referenced) {
        if (isAnyCalled || called.has(textOf(functionTypes[index]))) this.walk(index);
      }
    }
  }

  /** The host can call what is in a table that it has; and a broken module hides its types. */
  private isAnyCalled(): boolean {
    const { imports, exports, problem } = this.module;
    return problem !== null || [...imports, ...exports].some(({ kind }) => kind === "table");
  }

  private walk(root: number): void {
    this.open.add(root);
    if (root < this.module.calls.imported || this.state.has(root)) return;
    const path = [this.enter(root)];
    for (let at = path.at(-1); at; at = path.at(-1)) {
      const callee = at.callees[at.next++];
      if (callee === undefined) {
        this.state.set(at.index, "left");
        this.order.push(at.index);
        path.pop();
        continue;
      }
      if (callee < this.module.calls.imported) continue;
      if (this.state.get(callee) === "entered") this.open.add(callee);
      if (!this.state.has(callee)) path.push(this.enter(callee));
    }
  }

  private enter(index: number): Visit {
    const { calls } = this.module;
    const own = index - calls.imported;
    this.state.set(index, "entered");
    for (const type of calls.indirect[own] ?? []) this.indirect.add(type);
    return { index, callees: [...(calls.direct[own] ?? []), ...(calls.failing[own] ?? [])], next: 0 };
  }
}

function textOf(type: WasmModule["types"][number] | undefined): string {
  return type ? formatSignature(type) : "";
}
