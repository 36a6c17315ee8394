import { beforeAll, describe, expect, test } from "vitest";
import { buildProbe } from "./support/build-probe.ts";
import { generator } from "./support/mutate.ts";
import { type RunningProbe, runProbe } from "./support/run-probe.ts";

let probe: RunningProbe;

beforeAll(async () => {
  probe = await runProbe(await buildProbe("query"));
});

function ask(name: string, input: string): string {
  probe.give(name, Buffer.from(input, "utf16le"));
  return probe.output().toString("utf16le");
}

/** Texts of pieces that mean something in a query, and of some that are no UTF-8 or UTF-16. */
const pieces = [
  "a",
  "b",
  "ab",
  "=",
  "&",
  "+",
  " ",
  "%",
  "%2",
  "%41",
  "%c3%a9",
  "%C3",
  "%ff",
  "%26",
  "%3D",
  "%2B",
  "é",
  "€",
];
const oddPieces = [
  "😀",
  "\ud83d",
  "\ude00",
  "\ufeff",
  "%EF%BB%BF",
  "%00",
  "\n",
  "~",
  "*",
  "'",
  "(",
  "!",
  "-",
  ".",
  "_",
  "/",
  "?",
  "#",
  ";",
];

function textOf(random: () => number, most: number): string {
  const all = [...pieces, ...pieces, ...oddPieces];
  return Array.from({ length: Math.floor(random() * most) }, () => all[Math.floor(random() * all.length)]).join("");
}

/** The text with U+FFFD for each half of a surrogate pair. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

/** A query as URLSearchParams of the standard reads it; Node 20 cuts characters beyond Latin-1 when an escape is wrong. */
function paramsOf(query: string): URLSearchParams {
  return new URLSearchParams(`?${wellFormed(query).replace(/[^\0-\x7f]/gu, encodeURIComponent)}`);
}

describe("percent escapes", () => {
  test("are those of encodeURIComponent, and of RFC 3986 what that leaves out", () => {
    const random = generator(1);
    for (let round = 0; round < 5000; ++round) {
      const text = wellFormed(textOf(random, 8));
      const expected = encodeURIComponent(text).replace(
        /[!'()*]/g,
        (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
      );
      expect([text, ask("encode", text)]).toEqual([text, expected]);
      expect(ask("decode", expected)).toBe(text);
    }
    expect(ask("encode", "a\ud83d")).toBe("a%EF%BF%BD");
  });

  test("are read as URLSearchParams reads them, but for the plus", () => {
    const random = generator(2);
    for (let round = 0; round < 5000; ++round) {
      const text = textOf(random, 8);
      const escaped = text.replaceAll("&", "%26").replaceAll("+", "%2B");
      expect([text, ask("decode", text)]).toEqual([text, paramsOf(`x=${escaped}`).get("x")]);
    }
  });
});

describe("a query", () => {
  test("does what URLSearchParams does, and leaves what is not touched as it is", () => {
    const random = generator(3);
    for (let round = 0; round < 4000; ++round) {
      const text = textOf(random, 24);
      const model = new Model(text);
      const lines = [text];
      const answers: string[] = [];
      for (let i = Math.floor(random() * 5); i > 0; --i) {
        const operation = operations[Math.floor(random() * operations.length)] ?? "get";
        const name = model.someName(random) ?? textOf(random, 3);
        const value = textOf(random, 4);
        lines.push([operation, name, value].join("\u0002"));
        answers.push(model.answer(operation, name, value));
      }
      const pairs = [...model.params].map(([name, value]) => `${name}\u0002${value}`);
      const result = ask("run", lines.join("\u0001"));
      expect([lines, result.split("\u0001")]).toEqual([lines, [...answers, ...pairs, model.text]]);
      if (round % 100 === 0) probe.call("collect");
    }
  });

  test("made from nothing is written as URLSearchParams writes it", () => {
    const random = generator(4);
    for (let round = 0; round < 2000; ++round) {
      const params = new URLSearchParams();
      const lines = [""];
      for (let i = 0; i < 3; ++i) {
        const [name, value] = [textOf(random, 4), textOf(random, 4)];
        params.append(name, value);
        lines.push(`add\u0002${name}\u0002${value}`);
      }
      expect(ask("run", lines.join("\u0001")).split("\u0001").at(-1)).toBe(params.toString());
    }
  });

  test("has nothing outside of its pairs", () => {
    ask("run", "a=1");
    for (const index of [-1, 1, 2 ** 31 - 1, -(2 ** 31)]) {
      probe.call("outside", index);
      expect(probe.text()).toBe("");
    }
  });

  test("of a megabyte takes memory in proportion", () => {
    probe.call("collect");
    for (const text of [
      "a=%20&".repeat(150_000),
      "&".repeat(1_000_000),
      "%".repeat(1_000_000),
      "=".repeat(1_000_000),
    ]) {
      ask("run", `${text}\u0001set\u0002x\u00021\u0001get\u0002%25\u0002`);
      probe.call("collect");
    }
    expect(probe.memory.buffer.byteLength).toBeLessThan(128 * 1024 * 1024);
  });
});

const operations = ["get", "get", "getAll", "has", "set", "add", "remove"] as const;

/** What is expected of a query: the pairs of `URLSearchParams`, and the text of each. */
class Model {
  readonly params: URLSearchParams;
  private pieces: string[];
  private isChanged = false;

  constructor(private original: string) {
    this.params = paramsOf(original);
    this.pieces = original.split("&").filter((piece) => piece !== "");
  }

  get text(): string {
    return this.isChanged ? this.pieces.join("&") : this.original;
  }

  someName(random: () => number): string | undefined {
    const names = [...this.params.keys()];
    return random() < 0.8 ? names[Math.floor(random() * names.length)] : undefined;
  }

  answer(operation: (typeof operations)[number], name: string, value: string): string {
    const has = this.params.has(name);
    switch (operation) {
      case "get":
        return has ? `=${this.params.get(name)}` : "null";
      case "getAll":
        return this.params.getAll(name).join("\u0002");
      case "has":
        return String(has);
      case "remove":
        this.removeAfter(name, -1);
        this.params.delete(name);
        this.isChanged ||= has;
        return String(has);
      case "add":
        this.pieces.push(this.written(name, value));
        this.params.append(name, value);
        break;
      case "set": {
        const first = [...this.params.keys()].indexOf(wellFormed(name));
        this.removeAfter(name, first < 0 ? this.pieces.length : first);
        this.pieces[first < 0 ? this.pieces.length : first] = this.written(name, value);
        this.params.set(name, value);
      }
    }
    this.isChanged = true;
    return String(this.pieces.length);
  }

  private written(name: string, value: string): string {
    return new URLSearchParams([[name, value]]).toString();
  }

  private removeAfter(name: string, index: number): void {
    const names = [...this.params.keys()];
    this.pieces = this.pieces.filter((_, at) => at <= index || names[at] !== wellFormed(name));
  }
}

describe("the path of a request", () => {
  test.each([
    ["/cart", "/cart", "", "/cart?x=1"],
    ["/cart?", "/cart", "", "/cart?x=1"],
    ["/cart?id=1&b", "/cart", "id=1&b", "/cart?x=1"],
    ["/?a?b", "/", "a?b", "/?x=1"],
    ["", "", "", "?x=1"],
    ["?country=BR", "", "country=BR", "?x=1"],
    ["/a#f?b", "/a", "", "/a?x=1#f?b"],
    ["/a?q#f#g", "/a", "q", "/a?x=1#f#g"],
    ["*", "*", "", "*?x=1"],
  ])("%j", (path, without, query, changed) => {
    expect(ask("path", `${path} x=1`).split(" ")).toEqual([without, query, changed, query]);
    expect(ask("path", `${path} `).split(" ")[2]).toBe(changed.replace("?x=1", ""));
  });
});
