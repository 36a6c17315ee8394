import type { WasmModule } from "../read/index.ts";
import { op } from "./decode.ts";
import { givesNames } from "./kept-names.ts";
import { type Budget, codeReader, Machine } from "./machine.ts";
import { Stopped } from "./machine-memory.ts";
import type { MemoryImage } from "./memory-image.ts";
import { operations, type Value } from "./value.ts";

/** No name is longer. */
const longest = 4096;
/** Encoding a name takes some hundred steps. A module that computes for long is not waited for. */
const mostSteps = { each: 100_000, all: 5_000_000 };
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const utf16 = new TextDecoder("utf-16le", { fatal: true, ignoreBOM: true });

/** Reads the texts that a module hands to the host. */
export class TextReader {
  private readonly module: WasmModule;
  private readonly image: MemoryImage;
  private readonly codeOf: ReturnType<typeof codeReader>;
  private readonly known = new Map<string, string | null>();
  private left = mostSteps.all;

  constructor(module: WasmModule, image: MemoryImage) {
    this.module = module;
    this.image = image;
    this.codeOf = codeReader(module);
  }

  /** The text at an address; null where that is not known. */
  read(address: Value, size: Value): string | null {
    if (size.kind === "constant" && size.number === 0) return "";
    if (address.kind === "constant" && size.kind === "constant") return this.constantText(address.number, size.number);
    if (address.kind === "unknown" || size.kind === "unknown") return null;
    const key = JSON.stringify([address, size]);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const text = this.computedText(address, size);
    this.known.set(key, text);
    return text;
  }

  private constantText(address: number, size: number): string | null {
    return size < 0 || size > longest ? null : textOf(this.image.read(address, size));
  }

  /**
   * The text that the module's functions make of a text in its data: an encoder from UTF-16, for one. It is taken for a name only
   * where it comes out as it went in, since what else they make of it may be another thing when they run later.
   */
  private computedText(address: Value, size: Value): string | null {
    const sources = this.sourcesOf(address);
    if (sources.length === 0) return null;
    const budget: Budget = { steps: Math.min(mostSteps.each, this.left) };
    this.left -= budget.steps;
    try {
      if (!this.givesOnlyKept(address, budget)) return null;
      const run = new Run(this.module, this.image, this.codeOf, budget);
      const at = run.evaluate(address) >>> 0;
      const length = run.evaluate(size);
      if (length < 0 || length > longest) return null;
      const text = textOf(run.machine.read(at, length));
      return text !== null && sources.some((source) => source === text || pathOf(source) === text) ? text : null;
    } catch (error) {
      if (error instanceof Stopped) return null;
      throw error;
    } finally {
      this.left += Math.max(budget.steps, 0);
    }
  }

  /** Whether each function that is to give only what was kept refuses this name while nothing was. */
  private givesOnlyKept(value: Value, budget: Budget): boolean {
    if (value.kind !== "result") return true;
    if (!value.args.every((arg) => this.givesOnlyKept(arg, budget))) return false;
    if (!givesNames(this.module.functionNames.get(value.callee))) return true;
    const name = new Run(this.module, this.image, this.codeOf, budget).evaluate(value.args[0] ?? value);
    try {
      new Machine(this.module, this.image, this.codeOf, budget).call(value.callee, [name]);
      return false;
    } catch (error) {
      if (error instanceof Stopped) return budget.steps > 0;
      throw error;
    }
  }

  /** The texts in the module's data that a value is made of. */
  private sourcesOf(value: Value): string[] {
    switch (value.kind) {
      case "result":
        // The optimizer moves an argument that is always the same into the function
        if (value.args.length === 0) return this.textsIn(value.callee);
        return value.args.flatMap((arg) => this.sourcesOf(arg));
      case "operation":
        return [...this.sourcesOf(value.left), ...this.sourcesOf(value.right)];
      case "constant": {
        const text = this.stringAt(value.number);
        return text === null ? [] : [text];
      }
      default:
        return [];
    }
  }

  private textsIn(callee: number): string[] {
    const steps = this.codeOf(callee)?.steps ?? [];
    return steps.flatMap(({ code, first }) => (code === op.i32 ? (this.stringAt(first) ?? []) : []));
  }

  /** A string of AssemblyScript: UTF-16, with its size in bytes before it. */
  private stringAt(address: number): string | null {
    const header = this.image.bytes(address - 4, 4);
    const size = new DataView(header.buffer).getUint32(0, true);
    if (size === 0 || size > 2 * longest || size % 2 === 1) return null;
    try {
      return utf16.decode(this.image.bytes(address, size));
    } catch {
      return null;
    }
  }
}

/** Values computed by one machine, each call once. */
class Run {
  readonly machine: Machine;
  private readonly results = new Map<string, number>();

  constructor(module: WasmModule, image: MemoryImage, codeOf: ReturnType<typeof codeReader>, budget: Budget) {
    this.machine = new Machine(module, image, codeOf, budget);
  }

  evaluate(value: Value): number {
    switch (value.kind) {
      case "constant":
        return value.number;
      case "operation": {
        const compute = operations.get(value.code);
        if (!compute) throw new Stopped();
        return compute(this.evaluate(value.left), this.evaluate(value.right));
      }
      case "result": {
        const args = value.args.map((arg) => this.evaluate(arg));
        const key = `${value.callee}(${args.join()})`;
        let result = this.results.get(key);
        if (result === undefined) {
          result = Number(this.machine.call(value.callee, args)[0] ?? 0);
          this.results.set(key, result);
        }
        return value.global === null ? result : this.machine.global(value.global);
      }
      default:
        throw new Stopped();
    }
  }
}

/** Bytes as text; null where they are none. The segments of a property's path have zeros between them, here dots. */
function textOf(bytes: Uint8Array | null): string | null {
  if (!bytes) return null;
  try {
    const text = utf8.decode(bytes).replaceAll("\0", ".");
    return /\p{Cc}/u.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** A path as the SDK writes it, with dots: `metadata["a.b"].c`. */
function pathOf(text: string): string {
  return text.replace(/["'\]]/g, "").replace(/\[/g, ".");
}
