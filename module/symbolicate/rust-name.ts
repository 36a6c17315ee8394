/**
 * Names of functions as Rust and C++ compilers give them, as they are in the source, without hashes and lifetimes; any other
 * name as it is. Of C++ only the plain name is told, without types.
 *
 * @example
 * demangled("_ZN4core9panicking9panic_fmt17hcdb13a4b2416cf82E"); // "core::panicking::panic_fmt"
 * demangled("_RNvNtCs1234_7mycrate3foo3bar"); // "mycrate::foo::bar"
 */
export function demangled(name: string): string {
  try {
    if (name.startsWith("_ZN")) return legacyName(name);
    if (/^_R[A-Z]/.test(name)) return new SymbolReader(name.slice(2)).path();
  } catch (error) {
    if (!(error instanceof NotMangled)) throw error;
  }
  return name;
}

/** The name does not follow the rules, so it is left as it is. */
class NotMangled extends Error {}

function legacyName(name: string): string {
  const parts: string[] = [];
  let at = "_ZN".length;
  while (name[at] !== "E") {
    const [digits] = /^\d+/.exec(name.slice(at)) ?? [];
    if (!digits) throw new NotMangled();
    at += digits.length;
    const part = name.slice(at, at + Number(digits));
    if (part.length < Number(digits)) throw new NotMangled();
    parts.push(part);
    at += part.length;
  }
  if (/^h[0-9a-f]{16}$/.test(parts.at(-1) ?? "")) parts.pop();
  return parts.map(withoutEscapes).join("::");
}

const escapes: Readonly<Record<string, string>> = {
  SP: "@",
  BP: "*",
  RF: "&",
  LT: "<",
  GT: ">",
  LP: "(",
  RP: ")",
  C: ",",
};

function withoutEscapes(part: string): string {
  return part
    .replace(/^_(?=\$)/, "")
    .replace(/\$(u[0-9a-f]+|[A-Z]+)\$/g, (whole, word: string) => escapes[word] ?? unescaped(word) ?? whole)
    .replaceAll("..", "::");
}

function unescaped(word: string): string | null {
  const code = Number.parseInt(word.slice(1), 16);
  return word.startsWith("u") && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}

const basicTypes: Readonly<Record<string, string>> = {
  ...{
    a: "i8",
    b: "bool",
    c: "char",
    d: "f64",
    e: "str",
    f: "f32",
    h: "u8",
    i: "isize",
    j: "usize",
    l: "i32",
    m: "u32",
  },
  ...{ n: "i128", o: "u128", p: "_", s: "i16", t: "u16", u: "()", v: "...", x: "i64", y: "u64", z: "!" },
};

/** Deeper ones no compiler makes. */
const deepest = 200;

/** Reads a name by the grammar of Rust's RFC 2603. */
class SymbolReader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** `inType`: type arguments then follow without a double colon. */
  path(inType = false): string {
    return this.#nested(() => this.#path(inType));
  }

  #path(inType: boolean): string {
    const tag = this.#take();
    if (tag === "C") return this.#identifier();
    if (tag === "B") return this.#earlier(() => this.path(inType));
    if (tag === "N") return this.#member(inType);
    if (tag === "I") {
      return `${this.path(inType)}${inType ? "" : "::"}<${this.#list(() => this.#genericArgument()).join(", ")}>`;
    }
    if (tag === "M") {
      this.#implementation();
      return `<${this.#type()}>`;
    }
    if (tag === "X") this.#implementation();
    else if (tag !== "Y") throw new NotMangled();
    return `<${this.#type()} as ${this.path(true)}>`;
  }

  #member(inType: boolean): string {
    const namespace = this.#take();
    const owner = this.path(inType);
    const number = this.#disambiguator();
    const name = this.#bareIdentifier();
    if (/[a-z]/.test(namespace)) return name ? `${owner}::${name}` : owner;
    const kind = namespace === "C" ? "closure" : namespace === "S" ? "shim" : namespace;
    return `${owner}::{${kind}${name ? `:${name}` : ""}#${number}}`;
  }

  #implementation(): void {
    this.#disambiguator();
    this.path();
  }

  #genericArgument(): string {
    if (this.#skip("L")) {
      this.#base62();
      return "'_";
    }
    return this.#skip("K") ? this.#constant() : this.#type();
  }

  #type(): string {
    return this.#nested(() => this.#innerType());
  }

  #innerType(): string {
    const tag = this.#text[this.#at] ?? "";
    const basic = basicTypes[tag];
    if (/[CMXYNI]/.test(tag)) return this.path(true);
    this.#at++;
    if (basic) return basic;
    if (tag === "A") return `[${this.#type()}; ${this.#constant()}]`;
    if (tag === "S") return `[${this.#type()}]`;
    if (tag === "T") return this.#tuple();
    if (tag === "R" || tag === "Q") {
      if (this.#skip("L")) this.#base62();
      return `&${tag === "Q" ? "mut " : ""}${this.#type()}`;
    }
    if (tag === "P") return `*const ${this.#type()}`;
    if (tag === "O") return `*mut ${this.#type()}`;
    if (tag === "F") return this.#functionType();
    if (tag === "D") return this.#dynamicType();
    if (tag === "B") return this.#earlier(() => this.#type());
    throw new NotMangled();
  }

  #tuple(): string {
    const types = this.#list(() => this.#type());
    return types.length === 1 ? `(${types[0]},)` : `(${types.join(", ")})`;
  }

  #functionType(): string {
    if (this.#skip("G")) this.#base62();
    const unsafe = this.#skip("U") ? "unsafe " : "";
    const abi = this.#skip("K") ? `extern "${this.#skip("C") ? "C" : this.#bareIdentifier()}" ` : "";
    const parameters = this.#list(() => this.#type()).join(", ");
    const result = this.#type();
    return `${unsafe}${abi}fn(${parameters})${result === "()" ? "" : ` -> ${result}`}`;
  }

  #dynamicType(): string {
    if (this.#skip("G")) this.#base62();
    const traits = this.#list(() => {
      const path = this.path(true);
      const bindings: string[] = [];
      while (this.#skip("p")) bindings.push(`${this.#bareIdentifier()} = ${this.#type()}`);
      return bindings.length > 0 ? `${path}<${bindings.join(", ")}>` : path;
    });
    if (!this.#skip("L")) throw new NotMangled();
    this.#base62();
    return `dyn ${traits.join(" + ")}`;
  }

  #constant(): string {
    if (this.#skip("p")) return "_";
    if (this.#skip("B")) return this.#earlier(() => this.#constant());
    const type = this.#take();
    const [digits = "", hex = ""] = /^n?([0-9a-f]*)_/.exec(this.#text.slice(this.#at)) ?? [];
    if (!digits || !basicTypes[type]) throw new NotMangled();
    this.#at += digits.length;
    if (type === "b") return hex === "1" ? "true" : "false";
    return `${digits.startsWith("n") ? "-" : ""}${BigInt(`0x${hex || "0"}`)}`;
  }

  #identifier(): string {
    this.#disambiguator();
    return this.#bareIdentifier();
  }

  #bareIdentifier(): string {
    this.#skip("u");
    const [digits] = /^(?:0|[1-9]\d*)/.exec(this.#text.slice(this.#at)) ?? [];
    if (!digits) throw new NotMangled();
    this.#at += digits.length;
    this.#skip("_");
    const name = this.#text.slice(this.#at, this.#at + Number(digits));
    this.#at += Number(digits);
    if (this.#at > this.#text.length) throw new NotMangled();
    return name;
  }

  #disambiguator(): number {
    return this.#skip("s") ? this.#base62() + 1 : 0;
  }

  #base62(): number {
    const [digits] = /^[0-9A-Za-z]*_/.exec(this.#text.slice(this.#at)) ?? [];
    if (!digits) throw new NotMangled();
    this.#at += digits.length;
    if (digits === "_") return 0;
    const letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return [...digits.slice(0, -1)].reduce((value, letter) => value * 62 + letters.indexOf(letter), 0) + 1;
  }

  #list(item: () => string): string[] {
    const items: string[] = [];
    while (!this.#skip("E")) items.push(item());
    return items;
  }

  /** What stands at an earlier place. */
  #earlier(read: () => string): string {
    const start = this.#at - 1;
    const target = this.#base62();
    if (target >= start) throw new NotMangled();
    const end = this.#at;
    this.#at = target;
    const text = this.#nested(read);
    this.#at = end;
    return text;
  }

  #nested(read: () => string): string {
    if (++this.#depth > deepest) throw new NotMangled();
    const text = read();
    this.#depth--;
    return text;
  }

  #take(): string {
    const letter = this.#text[this.#at++];
    if (letter === undefined) throw new NotMangled();
    return letter;
  }

  #skip(letter: string): boolean {
    if (this.#text[this.#at] !== letter) return false;
    this.#at++;
    return true;
  }
}
