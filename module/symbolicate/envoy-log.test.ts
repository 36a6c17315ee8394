import { describe, expect, test } from "vitest";
import { type LoggedTrap, TrapReader } from "./envoy-log.ts";

const at = "2026-11-28 07:59:46.183";
const abort = "wasm log probe root the-vm: ~lib/array.ts:114:42: Index out of range";
const failure = "Function: proxy_on_request_headers failed: Uncaught RuntimeError: unreachable";
const backtrace = "Proxy-Wasm plugin in-VM backtrace:";
const frames = [
  "  0:  0x44c - sdk/__mesh_abort",
  "  1:  0x205a - assembly/rules/Rules#third",
  "  2:  0x14c8 - proxy_on_request_headers",
];

/** As Envoy writes it by default. */
const usual = [
  `[${at}][9577][critical][wasm] [source/extensions/common/wasm/context.cc:1160] ${abort}`,
  `[${at}][9577][error][wasm] [source/extensions/common/wasm/wasm_vm.cc:38] ${failure}`,
  backtrace,
  ...frames,
];

const trap: LoggedTrap = {
  callback: "proxy_on_request_headers",
  reason: "unreachable",
  frames: [
    { name: "sdk/__mesh_abort", offset: 0x44c },
    { name: "assembly/rules/Rules#third", offset: 0x205a },
    { name: "proxy_on_request_headers", offset: 0x14c8 },
  ],
  message: "~lib/array.ts:114:42: Index out of range",
  plugin: ["probe", "root", "the-vm"],
};

/** The traps, with the number of lines after which each was told. */
function read(lines: readonly string[]): { traps: LoggedTrap[]; after: number[] } {
  const reader = new TrapReader();
  const after: number[] = [];
  const traps = lines.flatMap((line, index) => {
    const found = reader.take(line);
    after.push(...found.before.map(() => index), ...found.after.map(() => index + 1));
    return [...found.before, ...found.after];
  });
  const last = reader.end();
  return { traps: [...traps, ...last], after: [...after, ...last.map(() => lines.length)] };
}

function prefixed(prefix: string, lines: readonly string[]): string[] {
  return lines.map((line) => prefix + line);
}

function json(key: string, lines: readonly string[]): string[] {
  return lines.map((line) =>
    JSON.stringify({ [key]: `${line}\n`, stream: "stderr", time: "2026-11-28T07:59:46.183Z" }),
  );
}

// The first five are what Envoy 1.40 writes with these options.
test.each<[string, string[]]>([
  ["as it comes", usual],
  ["--log-format-escaped", [usual[0] ?? "", usual.slice(1).join("\\n")]],
  [
    "Istio's format",
    [
      `2026-11-28T07:59:46.605065Z\tcritical\tenvoy wasm source/extensions/common/wasm/context.cc:1160\t${abort}\tthread=9604`,
      `2026-11-28T07:59:46.605175Z\terror\tenvoy wasm source/extensions/common/wasm/wasm_vm.cc:38\t${failure}`,
      backtrace,
      ...frames.slice(0, -1),
      `${frames.at(-1)}\tthread=9604`,
    ],
  ],
  [
    "the format for Google's logs",
    [
      `C1128 07:59:46.993 9693 envoy/source/extensions/common/wasm/context.cc:1160] [9693][wasm]${abort}`,
      `E1128 07:59:46.993 9693 envoy/source/extensions/common/wasm/wasm_vm.cc:38] [9693][wasm]${failure}`,
      backtrace,
      ...frames,
    ],
  ],
  [
    "JSON",
    [
      JSON.stringify({ time: at, level: "critical", thread: 9702, message: abort }),
      JSON.stringify({ time: at, level: "error", thread: 9702, message: [failure, backtrace, ...frames].join("\n") }),
    ],
  ],
  ["a format of one's own", [`!! ${abort}`, `!! ${failure}`, backtrace, ...frames]],
  ["kubectl logs --prefix", prefixed("[pod/cart-7d9/istio-proxy] ", usual)],
  ["kubectl logs --prefix --timestamps", prefixed("[pod/cart-7d9/istio-proxy] 2026-11-28T07:59:46.183123456Z ", usual)],
  ["docker compose logs", prefixed("envoy-1  | ", usual)],
  ["Docker's files", json("log", usual)],
  ["CR LF", usual.map((line) => `${line}\r`)],
])("%s", (_, lines) => {
  const { traps, after } = read(lines);
  expect(traps).toEqual([trap]);
  expect(after).toEqual([lines.length]);
});

describe("a trap ends", () => {
  test("with the callback, so that a log that is followed shows it at once", () => {
    expect(read([...usual, "[more]"]).after).toEqual([usual.length]);
  });

  test("with the next line, where frames are missing", () => {
    const cut = usual.slice(0, -1);
    const { traps, after } = read([...cut, `[${at}][9577][info][main] [source/server/server.cc:1] x`]);
    expect(traps).toEqual([{ ...trap, frames: trap.frames.slice(0, -1) }]);
    expect(after).toEqual([cut.length]);
  });

  test("with the log", () => {
    expect(read(usual.slice(0, -1)).after).toEqual([usual.length - 1]);
  });

  test("with the next trap, also where there are no frames at all", () => {
    const bare = usual.slice(0, 2);
    const { traps } = read([...bare, ...usual]);
    expect(traps).toEqual([{ ...trap, frames: [] }, trap]);
  });

  test("where the numbers of frames do not go on", () => {
    const { traps } = read([...usual.slice(0, 4), "  7:  0x1 - other", "  1:  0x2 - more"]);
    expect(traps[0]?.frames.map(({ name }) => name)).toEqual(["sdk/__mesh_abort", "more"]);
  });
});

describe("sources", () => {
  test("lines of several pods may be mixed", () => {
    const one = prefixed("[pod/a/istio-proxy] ", usual);
    const two = prefixed(
      "[pod/b/istio-proxy] ",
      usual.map((line) => line.replace("third", "fourth")),
    );
    const mixed = one.flatMap((line, index) => [line, two[index] ?? ""]);
    const { traps } = read(mixed);
    expect(traps.map(({ frames: [, second] }) => second?.name)).toEqual([
      "assembly/rules/Rules#third",
      "assembly/rules/Rules#fourth",
    ]);
    expect(traps.map(({ message }) => message)).toEqual([trap.message, trap.message]);
  });

  test("what another thread logs is not the reason", () => {
    const other = `[${at}][1111][critical][wasm] [source/x.cc:1] wasm log other: assembly/a.ts:1:1: not this`;
    const [first = "", ...rest] = usual;
    expect(read([first, other, ...rest]).traps).toEqual([trap]);
  });

  test("a message counts for one trap", () => {
    const { traps } = read([...usual, ...usual.slice(1)]);
    expect(traps.map(({ message }) => message)).toEqual([trap.message, null]);
  });
});

test("a message of several lines", () => {
  const [first = "", second = "", ...rest] = usual;
  const panic = first.replace(abort, "wasm log probe root the-vm: panicked at src/lib.rs:74:10:");
  expect(read([panic, "no such rule", second, ...rest]).traps[0]?.message).toBe(
    "panicked at src/lib.rs:74:10:\nno such rule",
  );
});

test("functions without a name have their index", () => {
  const { traps } = read([...usual.slice(0, 3), "  0:  0x44c - unknown(function index:24)", ...frames.slice(1)]);
  expect(traps[0]?.frames[0]).toEqual({ name: null, index: 24, offset: 0x44c });
});

test("a log without a trap has none", () => {
  expect(read(["", "{", "{}", "0: 0x1 - x", "[pod/x] y", backtrace, "Function: failed", "}{"]).traps).toEqual([]);
});
