import { enums, findImportable, type Importable, type Param } from "../../../module/index.ts";
import { type Data, encodePairs, type Place } from "./data.ts";
import type { Numbers } from "./numbers.ts";
import type { Statement } from "./statement.ts";
import { type Token, unescaped } from "./tokens.ts";

/** A host call in WebAssembly's text format. */
export interface Call {
  target: Importable;
  /** The arguments, each an expression. */
  args: string[];
  /** What it returns through pointers. */
  outputs: Output[];
}

/** Something that the host returns. */
export interface Output {
  kind: "u32" | "u64" | "bytes" | "pairs" | "area";
  /** Where the number is, or the address of the bytes. */
  at: number;
  /** Of an area: how many bytes it has. */
  size?: number;
}

type CallStatement = Extract<Statement, { kind: "call" }>;

/** Host functions write what they return to addresses from here on, 8 bytes each. */
const outputStart = 16;
const nullPointer = "(i32.const 0)";

/** The function that a statement calls: names go without `proxy_`. */
export function targetOf(name: string, wasiModule: string): Importable {
  const found =
    findImportable("env", `proxy_${name}`) ??
    findImportable("env", name) ??
    findImportable("env", `envoy_${name}`) ??
    findImportable(wasiModule, name);
  if (!found) throw new Error(`no host function is called ${name}`);
  return found;
}

/** Puts a call's arguments together. */
export function callOf(statement: CallStatement, target: Importable, data: Data, numbers: Numbers): Call {
  const assembled = new Assembly(statement.args, data, numbers);
  if (target.hostFunction) assembled.byRole(target.hostFunction.params);
  else assembled.byType(target.params);
  assembled.end(statement.name, target.params.length);
  return { target, args: assembled.args, outputs: assembled.outputs };
}

class Assembly {
  readonly args: string[] = [];
  readonly outputs: Output[] = [];
  readonly #tokens: Token[];
  readonly #data: Data;
  readonly #numbers: Numbers;
  #nextOutput = outputStart;

  constructor(tokens: readonly Token[], data: Data, numbers: Numbers) {
    this.#tokens = [...tokens];
    this.#data = data;
    this.#numbers = numbers;
  }

  byRole(params: readonly Param[]): void {
    for (const param of params) {
      if (param.role === "pointer") this.#bytes(param);
      else if (param.role === "size") continue;
      else if (param.role.startsWith("return")) this.#output(param);
      else this.#number(param.type, param.enum);
    }
  }

  /** WASI: only the types are known, so the words say what they are. */
  byType(types: readonly string[]): void {
    while (this.args.length < types.length) {
      const type = types[this.args.length] ?? "i32";
      const [token] = this.#tokens;
      const text = token?.kind === "word" ? token.text : "";
      const area = /^(out4|out8|area:(\d+))$/.exec(text);
      if (area) {
        this.#tokens.shift();
        this.#area(text, Number(area[2] ?? 0));
      } else if (token?.kind === "list") {
        this.#tokens.shift();
        this.#push(this.#data.vectors(token.items));
      } else if (token?.kind === "bytes") {
        this.#tokens.shift();
        this.#push(this.#data.place(token.bytes));
      } else this.#number(type);
    }
  }

  end(name: string, count: number): void {
    if (this.args.length !== count) throw new Error(`${name} takes ${count} arguments, not ${this.args.length}`);
    if (this.#tokens.length > 0) throw new Error(`${name} has ${this.#tokens.length} words too many`);
  }

  #number(type: string, enumName?: Param["enum"]): void {
    const names = enumName ? enums[enumName].values : {};
    this.args.push(this.#numbers.expression(this.#next(), type, names));
  }

  #bytes({ name }: Param): void {
    const token = this.#next();
    if (token.kind === "word" && token.text === "$value") {
      this.args.push("(global.get $value_at)", "(global.get $value_size)");
    } else if (token.kind === "word" && token.text.startsWith("@")) {
      const [at, size = "0"] = token.text.slice(1).split(":");
      this.args.push(`(i32.const ${Number(at)})`, `(i32.const ${Number(size)})`);
    } else {
      this.#push(this.#data.place(bytesOf(token, name)));
    }
  }

  /** Where the host writes to: a place of our own, or what a word like `>0xffffffff` says. */
  #output({ role, bytes, name }: Param): void {
    const [token] = this.#tokens;
    if (token?.kind === "word" && token.text.startsWith(">")) {
      this.#tokens.shift();
      this.args.push(`(i32.const ${Number(token.text.slice(1))})`);
      return;
    }
    const at = this.#nextOutput;
    this.#nextOutput += 8;
    this.args.push(`(i32.const ${at})`);
    if (role === "return-value") this.outputs.push({ kind: bytes === 8 ? "u64" : "u32", at });
    if (role === "return-pointer")
      this.outputs.push({ kind: name.includes("serialized_pairs") ? "pairs" : "bytes", at });
  }

  #area(word: string, size: number): void {
    if (size > 0) {
      const place = this.#data.area(size);
      this.outputs.push({ kind: "area", at: place.at, size });
      this.args.push(`(i32.const ${place.at})`);
      return;
    }
    this.outputs.push({ kind: word === "out8" ? "u64" : "u32", at: this.#nextOutput });
    this.args.push(`(i32.const ${this.#nextOutput})`);
    this.#nextOutput += 8;
  }

  #push({ at, size }: Place): void {
    this.args.push(size === 0 ? nullPointer : `(i32.const ${at})`, `(i32.const ${size})`);
  }

  #next(): Token {
    const token = this.#tokens.shift();
    if (!token) throw new Error(`argument ${this.args.length + 1} is missing`);
    return token;
  }
}

/** Plain words may have escapes, too; the dots of a property's path part its segments. */
function bytesOf(token: Token, param: string): Uint8Array {
  switch (token.kind) {
    case "bytes":
      return token.bytes;
    case "pairs":
      return encodePairs(token.pairs);
    case "list":
      throw new Error("a list is no bytes");
    case "word":
      return unescaped(param === "path_data" ? token.text.replaceAll(".", "\\0") : token.text);
  }
}
