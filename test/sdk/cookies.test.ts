import { beforeAll, describe, expect, test } from "vitest";
import { buildProbe } from "./support/build-probe.ts";
import { generator } from "./support/mutate.ts";
import { type RunningProbe, runProbe } from "./support/run-probe.ts";

let probe: RunningProbe;

beforeAll(async () => {
  probe = await runProbe(await buildProbe("cookies"));
});

const none = -(2n ** 63n);

function utf16(text: string): Buffer {
  return Buffer.from(text, "utf16le");
}

/** What is answered to each operation, the pairs, and the header at the end. */
function run(header: string, ...operations: string[][]): { answers: string[]; pairs: string[]; header: string } {
  probe.give("run", utf16([header, ...operations.map((fields) => [...fields, "", ""].join("\u0002"))].join("\u0001")));
  const lines = probe.text().split("\u0001");
  const answers = lines.slice(0, operations.length);
  const pairs = lines.slice(operations.length, -1).map((pair) => pair.replace("\u0002", "="));
  // One before and one behind, which are empty
  expect([pairs.shift(), pairs.pop()]).toEqual(["=", "="]);
  return { answers, pairs, header: lines.at(-1) ?? "" };
}

describe("the cookies of a request", () => {
  test.each<[string, string[]]>([
    ["", []],
    ["a=1", ["a=1"]],
    ["a=1; b=2", ["a=1", "b=2"]],
    ["a=1;b=2;;  ; c=3;", ["a=1", "b=2", "c=3"]],
    [" a = 1 \t; b\t=\t2", ["a=1", "b=2"]],
    ['a="x y"; b="1;2"', ['a="x y"', 'b="1', '=2"']],
    ["a=b=c==", ["a=b=c=="]],
    ["a", ["=a"]],
    ["=a", ["=a"]],
    ["a=", ["a="]],
    ["a=%20é😀", ["a=%20é😀"]],
    ["A=1; a=2", ["A=1", "a=2"]],
    ["$Version=1; a=1", ["$Version=1", "a=1"]],
    ["a=1, b=2", ["a=1, b=2"]],
  ])("%j", (header, pairs) => {
    expect(run(header).pairs).toEqual(pairs);
  });

  test("are found by name, the first of several, whatever the case of others", () => {
    const header = "sid=1; SID=2; sid=3; si=4; sidd=5; x";
    const get = (name: string) => run(header, ["get", name], ["has", name], ["getAll", name]).answers;
    expect(get("sid")).toEqual(["=1", "true", "1\u00023"]);
    expect(get("SID")).toEqual(["=2", "true", "2"]);
    expect(get("s")).toEqual(["null", "false", ""]);
    expect(get("Sid")).toEqual(["null", "false", ""]);
    expect(get("")).toEqual(["=x", "true", "x"]);
    expect(run("").answers).toEqual([]);
  });

  test("are taken out, and the others stay as they were", () => {
    expect(run('a=1; b="x, y";c=%3B;a=2', ["remove", "a"], ["remove", "a"])).toEqual({
      answers: ["true", "false"],
      pairs: ['b="x, y"', "c=%3B"],
      header: 'b="x, y"; c=%3B',
    });
    expect(run("a=1", ["remove", "a"]).header).toBe("");
    expect(run(" a=1 ;b = 2 ; a=3").header).toBe("a=1; b = 2; a=3");
  });

  test("are set in place of the first", () => {
    expect(run("a=1; b=2; a=3", ["set", "a", "4"]).header).toBe("a=4; b=2");
    expect(run("a=1", ["set", "b", '"x, y"']).header).toBe('a=1; b="x, y"');
    expect(run("", ["set", "b", ""]).header).toBe("b=");
    expect(run("a", ["set", "a", "é"]).header).toBe("a; a=é");
  });

  test.each([
    ["", "1"],
    ["a=b", "1"],
    ["a;b", "1"],
    [" a", "1"],
    ["a\t", "1"],
    ["a", "1;b=2"],
    ["a", "1\r\nx: y"],
    ["a", "1\n"],
    ["a", "\0"],
    ["a", "\x7f"],
    ["a", " 1"],
    ["a", "1\t"],
    ["a\r", "1"],
  ])("%j=%j is refused", (name, value) => {
    expect(run("x=1", ["set", name, value])).toMatchObject({ answers: ["false"], header: "x=1" });
  });

  test("what can be read can be set again, and is read the same", () => {
    const random = generator(11);
    const pieces = [...'ab=;, \t"%é\ud83d😀$', "a=1", "; "];
    for (let round = 0; round < 5000; ++round) {
      const header = Array.from(
        { length: Math.floor(random() * 12) },
        () => pieces[Math.floor(random() * pieces.length)],
      ).join("");
      const { pairs, header: written } = run(header);
      expect(run(written).pairs).toEqual(pairs);
      for (const pair of pairs) {
        const [, name = "", value = ""] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
        const again = run("", ["set", name, value]);
        expect([header, again.answers, again.header]).toEqual([header, [String(name !== "")], name === "" ? "" : pair]);
      }
      if (round % 500 === 0) probe.call("collect");
    }
  });
});

interface Attributes {
  path?: string;
  domain?: string;
  other?: string;
  maxAge?: bigint;
  expires?: bigint;
  secure?: boolean;
  httpOnly?: boolean;
  sameSite?: 0 | 1 | 2 | 3;
}

/** The header of a cookie; `null` when it is not valid. */
function build(name: string, value: string, attributes: Attributes = {}): string | null {
  const { path = "", domain = "", other = "", maxAge = none, expires = none } = attributes;
  const { secure = false, httpOnly = false, sameSite = 0 } = attributes;
  const fields = utf16([name, value, path, domain, other].join("\u0001"));
  const isValid = probe.give("build", fields, maxAge, expires, Number(secure), Number(httpOnly), sameSite);
  expect(probe.text() === "").toBe(!isValid);
  return isValid ? probe.text() : null;
}

describe("a cookie that a response sets", () => {
  test("is written with the attributes that it has", () => {
    expect(build("sid", "123")).toBe("sid=123");
    expect(build("sid", "", { path: "/", httpOnly: true })).toBe("sid=; Path=/; HttpOnly");
    expect(build("my_cookie", "7", { maxAge: 0n, sameSite: 2 })).toBe("my_cookie=7; Max-Age=0; SameSite=Lax");
    expect(
      build("__Host-s", '"a b"', {
        expires: 784111777000n,
        maxAge: -1n,
        domain: "shop.example",
        path: "/a b",
        secure: true,
        httpOnly: true,
        sameSite: 3,
        other: "Partitioned",
      }),
    ).toBe(
      '__Host-s="a b"; Expires=Sun, 06 Nov 1994 08:49:37 GMT; Max-Age=-1; Domain=shop.example; Path=/a b; Secure; HttpOnly; SameSite=None; Partitioned',
    );
    expect(build("s", "1", { sameSite: 1 })).toBe("s=1; SameSite=Strict");
  });

  const bad = ["a;b", "a\r\nset-cookie: x=1", "\n", "\0", "\x7f", "\x1f", "a; Domain=evil", " a", "a ", "\ta"];

  test.each(bad)("nothing comes in with %j", (text) => {
    expect(build(text, "1")).toBe(null);
    expect(build("a", text)).toBe(null);
    expect(build("a", "1", { path: text })).toBe(null);
    expect(build("a", "1", { domain: text })).toBe(null);
    expect(build("a", "1", { other: text })).toBe(null);
  });

  test("without a name, with = in it, or with a year of five digits there is none", () => {
    expect(build("", "1")).toBe(null);
    expect(build("a=b", "1")).toBe(null);
    expect(build("a", "b=c")).toBe("a=b=c");
    expect(build("a", "1", { expires: 253402300800000n })).toBe(null);
    expect(build("a", "1", { expires: 0n })).toBe("a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
  });

  test("whatever is written has no line break and only the semicolons of attributes", () => {
    const random = generator(12);
    const pieces = [...'ab=;, \t"/.é\ud83d\r\n\0'];
    const text = () =>
      Array.from({ length: Math.floor(random() * 4) }, () => pieces[Math.floor(random() * pieces.length)]).join("");
    let written = 0;
    for (let round = 0; round < 5000; ++round) {
      const [path, domain, other] = [text(), text(), text()];
      const header = build(text(), text(), { path, domain, other });
      if (header === null) continue;
      expect(header).not.toMatch(/[\r\n\0]/);
      const count = [path, domain, other].filter((attribute) => attribute !== "").length;
      expect([header, header.split(";").length]).toEqual([header, 1 + count]);
      ++written;
    }
    expect(written).toBeGreaterThan(100);
  });
});

interface Parsed {
  name: string;
  value: string;
  path: string;
  domain: string;
  maxAge: string;
  expires: string;
  flags: string;
  others: string;
  header: string;
}

function parse(header: string): Parsed | null {
  if (!probe.give("parse", utf16(header))) return null;
  const [
    name = "",
    value = "",
    path = "",
    domain = "",
    maxAge = "",
    expires = "",
    flags = "",
    others = "",
    again = "",
  ] = probe.text().split("\n");
  return { name, value, path, domain, maxAge, expires, flags, others, header: again };
}

describe("reading what a response sets", () => {
  test("takes all attributes, in any case and order", () => {
    expect(
      parse(
        "id=a=b ; HTTPONLY;secure ;Path=/x; DOMAIN=.Shop.Example; max-age=60; expires=Sun, 06 Nov 1994 08:49:37 GMT; samesite=LAX; Partitioned; Priority=High;;",
      ),
    ).toEqual({
      name: "id",
      value: "a=b",
      path: "/x",
      domain: "shop.example",
      maxAge: "60",
      expires: "784111777000",
      flags: "true true 2",
      others: "Partitioned|Priority=High",
      header:
        "id=a=b; Expires=Sun, 06 Nov 1994 08:49:37 GMT; Max-Age=60; Domain=shop.example; Path=/x; Secure; HttpOnly; SameSite=Lax; Partitioned; Priority=High",
    });
  });

  test.each(["", "a", "a; b=1", "=1", " =1; Path=/", ";a=1", "a=1\r\nx: y", "a=\0", "a=1; Path=/\n", "a=1;\x7f"])(
    "%j is none",
    (header) => {
      expect(parse(header)).toBe(null);
    },
  );

  test.each<[string, Partial<Parsed>]>([
    [' a = "x" ', { name: "a", value: '"x"' }],
    ["a=", { value: "" }],
    ["a=1; Path=x", { path: "" }],
    ["a=1; Path=/x; Path", { path: "" }],
    ["a=1; Path=/x; Path=/y", { path: "/y" }],
    ["a=1; Domain=; Domain", { domain: "" }],
    ["a=1; Domain=x; Domain=", { domain: "x" }],
    ["a=1; Domain=.", { domain: "" }],
    ["a=1; Max-Age=-5", { maxAge: "-5" }],
    ["a=1; Max-Age=+5", { maxAge: "" }],
    ["a=1; Max-Age=-", { maxAge: "" }],
    ["a=1; Max-Age=", { maxAge: "" }],
    ["a=1; Max-Age=1.5", { maxAge: "" }],
    ["a=1; Max-Age=60; Max-Age=x", { maxAge: "60" }],
    ["a=1; Max-Age=99999999999999999999", { maxAge: "9223372036854775807" }],
    ["a=1; Max-Age=-99999999999999999999", { maxAge: "-9223372036854775807" }],
    ["a=1; SameSite=none", { flags: "false false 3" }],
    ["a=1; SameSite=Strict; SameSite=odd", { flags: "false false 0" }],
    ["a=1; Secure=no; HttpOnly=", { flags: "true true 0" }],
    ["a=1; Expires=soon", { expires: "" }],
    ["a=é😀; x=;y", { value: "é😀", others: "x=|y" }],
  ])("%j", (header, expected) => {
    expect(parse(header)).toMatchObject(expected);
  });

  test.each([
    ["Wed, 09 Jun 2021 10:18:14 GMT", "2021-06-09T10:18:14Z"],
    ["Wed, 09-Jun-2021 10:18:14 GMT", "2021-06-09T10:18:14Z"],
    ["Wednesday, 09-Jun-21 10:18:14 GMT", "2021-06-09T10:18:14Z"],
    ["Wed Jun  9 10:18:14 2021", "2021-06-09T10:18:14Z"],
    ["9 june 2021 1:2:3", "2021-06-09T01:02:03Z"],
    ["10:18:14 2021 09 JUN", "2021-06-09T10:18:14Z"],
    ["09 Jun 69 00:00:00", "2069-06-09T00:00:00Z"],
    ["09 Jun 70 00:00:00", "1970-06-09T00:00:00Z"],
    ["09 Jun 099 00:00:00", "1999-06-09T00:00:00Z"],
    ["09th Jun 2021x 10:18:14x", "2021-06-09T10:18:14Z"],
    ["09 Jun 1601 00:00:00", "1601-06-09T00:00:00Z"],
    ["29 Feb 2024 23:59:59", "2024-02-29T23:59:59Z"],
  ])("the date %j", (date, same) => {
    expect(parse(`a=1; Expires=${date}`)?.expires).toBe(String(Date.parse(same)));
  });

  test.each([
    "",
    "Jun 2021 10:18:14",
    "09 2021 10:18:14",
    "09 Jun 10:18:14",
    "09 Jun 2021",
    "09 Jun 1600 00:00:00",
    "09 Jun 20210 00:00:00",
    "31 Jun 2021 00:00:00",
    "00 Jun 2021 00:00:00",
    "29 Feb 2023 00:00:00",
    "09 Jun 2021 24:00:00",
    "09 Jun 2021 00:60:00",
    "09 Jun 2021 00:00:60",
    "09 Jun 2021 00:00",
    "09 Jun 2021 000:00:00",
    "009 Jun 2021 00:00:00",
  ])("no date is %j", (date) => {
    expect(parse(`a=1; Expires=${date}`)).toMatchObject({ expires: "" });
  });

  test("what is read is written so that it reads the same", () => {
    const random = generator(13);
    const pieces = [
      "a",
      "=",
      ";",
      "; ",
      " ",
      "Path=/x",
      "Domain=.H",
      "Secure",
      "HttpOnly",
      "Max-Age=-7",
      "SameSite=None",
      "é",
      "\ud83d",
      '"',
      ",",
    ];
    pieces.push("Expires=Wed, 09-Jun-2021 10:18:14 GMT", "Partitioned", "\t", "x=y", "a=1; ");
    let read = 0;
    for (let round = 0; round < 5000; ++round) {
      const header = Array.from(
        { length: Math.floor(random() * 9) },
        () => pieces[Math.floor(random() * pieces.length)],
      ).join("");
      const cookie = parse(header);
      if (round % 500 === 0) probe.call("collect");
      if (!cookie) continue;
      ++read;
      expect([header, parse(cookie.header)]).toEqual([header, cookie]);
    }
    expect(read).toBeGreaterThan(1000);
  });

  test("a megabyte takes memory in proportion", () => {
    for (const piece of [";", "=", "a=1;", "a;", " "]) {
      const text = `a=${piece.repeat(1_000_000 / piece.length)}`;
      run(text);
      probe.call("collect");
      parse(text);
      probe.call("collect");
    }
    expect(probe.memory.buffer.byteLength).toBeLessThan(128 * 1024 * 1024);
  });
});
