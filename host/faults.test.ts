import { readFileSync } from "node:fs";
import binaryen from "assemblyscript/binaryen";
import { describe, expect, test } from "vitest";
import { MeshWasmError } from "../core/index.ts";
import { createHost, type Host, type HostOptions, type Trap } from "./index.ts";
import { Random } from "./random.ts";

// Whatever a module does, the host says what, the process goes on, and the next filter works.

/** A module whose request callback does this. */
function moduleOf(body: string): Uint8Array {
  const module = binaryen.parseText(`(module
    (import "env" "proxy_log" (func $log (param i32 i32 i32) (result i32)))
    (import "env" "proxy_set_shared_data" (func $share (param i32 i32 i32 i32 i32) (result i32)))
    (memory (export "memory") 17)
    (func (export "proxy_abi_version_0_2_1"))
    (func (export "malloc") (param i32) (result i32) (i32.const 4096))
    (func $again (param $n i32) (result i32) (i32.add (i32.const 1) (call $andAgain (local.get $n))))
    (func $andAgain (param $n i32) (result i32) (i32.add (i32.const 2) (call $again (local.get $n))))
    (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32) (local $at i32)
      ${body}
      (i32.const 0)))`);
  module.setFeatures(binaryen.Features.All);
  const bytes = module.emitBinary();
  module.dispose();
  return bytes;
}

interface Outcome {
  status: string | undefined;
  traps: Trap[];
  host: Host;
}

/** Sends one request through a filter. */
function request(module: Uint8Array, options: Partial<HostOptions> = {}): Outcome {
  const traps: Trap[] = [];
  const host = createHost({ plugins: [{ module, name: "filter" }], onTrap: (trap) => traps.push(trap), ...options });
  let status: string | undefined;
  const stream = host.connect().request({
    onHeaders: (headers) => {
      status = headers.find(([name]) => name === ":status")?.[1];
    },
  });
  stream.sendHeaders(
    [
      [":method", "GET"],
      [":path", "/"],
      [":authority", "shop"],
      [":scheme", "http"],
    ],
    true,
  );
  host.run();
  return { status, traps, host };
}

function expectGoodFilterToWork(): void {
  expect(request(moduleOf("(drop (call $log (i32.const 2) (i32.const 0) (i32.const 0)))"))).toMatchObject({
    status: "200",
    traps: [],
  });
}

const forever = (body: string) => `(loop $turn ${body} (br $turn))`;

describe("a filter", () => {
  test.each([
    ["that cannot go on", "(unreachable)", "unreachable"],
    ["that divides by zero", "(drop (i32.div_s (i32.const 1) (local.get 2)))", "divide by zero"],
    ["that reads outside of its memory", "(drop (i32.load (i32.const -8)))", "memory access out of bounds"],
    ["that loops for ever", forever(""), "hangs: 500000000 loop turns without an end"],
    ["that calls itself for ever", "(drop (call $again (i32.const 0)))", "Maximum call stack size exceeded"],
    ["that logs for ever", forever("(drop (call $log (i32.const 0) (i32.const 0) (i32.const 64)))"), "hangs"],
    [
      "that shares more and more",
      forever(`(i32.store (i32.const 0) (local.tee $at (i32.add (local.get $at) (i32.const 1))))
        (drop (call $share (i32.const 0) (i32.const 4) (i32.const 0) (i32.const 1048576) (i32.const 0)))`),
      "hangs",
    ],
    [
      "that grows its memory for ever",
      forever("(if (i32.eq (memory.grow (i32.const 64)) (i32.const -1)) (then (unreachable)))"),
      "unreachable",
    ],
    [
      "that fills its memory in small pieces, with more turns of loops than it may take without",
      forever(`(drop (i32.eqz (if (result i32) (i32.and (local.tee $at (i32.add (local.get $at) (i32.const 1))) (i32.const 2097151))
        (then (i32.const 0))
        (else (if (i32.eq (memory.grow (i32.const 64)) (i32.const -1)) (then (unreachable))) (i32.const 0)))))`),
      "unreachable",
    ],
    ["that does not care that it cannot grow", forever("(drop (memory.grow (i32.const 64)))"), "hangs"],
  ])("%s traps, which says why", (_, body, reason) => {
    // Dividing by the callback's last argument, the end of the stream, needs it to be 0
    const module = moduleOf(body.replace("(local.get 2)", "(i32.sub (local.get 2) (i32.const 1))"));
    const { status, traps, host } = request(module, reason === "hangs" ? { loopLimit: 10_000_000 } : {});
    expect(status).toBe("503");
    expect(traps).toEqual([
      expect.objectContaining({ callback: "proxy_on_request_headers", reason: expect.stringContaining(reason) }),
    ]);
    expect(host.logs).toContainEqual(
      expect.objectContaining({
        level: "error",
        thread: "worker 0",
        message: expect.stringMatching(`^Function: proxy_on_request_headers failed: Uncaught \\w+: .*${reason}`),
      }),
    );
    expectGoodFilterToWork();
  });

  test("that traps lets another one serve", () => {
    const plugins = [
      { module: moduleOf("(unreachable)"), name: "bad", failOpen: true },
      { module: moduleOf("(drop (call $log (i32.const 2) (i32.const 0) (i32.const 0)))"), name: "good" },
    ];
    const { status, traps, host } = request(new Uint8Array(), { plugins });
    expect({ status, traps: traps.length }).toEqual({ status: "200", traps: 1 });
    expect(host.logs.map(({ plugin }) => plugin)).toContain("good good");
  });

  test("may do much without being taken for one that hangs", () => {
    const turns = "(loop $turn (br_if $turn (i32.ne (local.tee $at (i32.add (local.get $at) (i32.const 1))) (i32.const";
    expect(request(moduleOf(`${turns} 100000000))))`)).status).toBe("200");
    const calls = "(loop $turn (drop (call $log (i32.const 0) (i32.const 0) (i32.const 16)))";
    const next = "(br_if $turn (i32.ne (local.tee $at (i32.add (local.get $at) (i32.const 1))) (i32.const 100000))))";
    expect(request(moduleOf(`${calls} ${next}`)).status).toBe("200");
  });
});

describe("a corrupt module", () => {
  const whole = new Uint8Array(readFileSync("dist/filters/telemetry.wasm"));

  /** What became of it: the code of the error, `traps` or `serves`. Anything else that is thrown fails the test. */
  function outcomeOf(module: Uint8Array): string {
    try {
      const plugins = [{ module, name: "telemetry" }];
      return request(module, { plugins, loopLimit: 1_000_000 }).traps.length > 0 ? "traps" : "serves";
    } catch (error) {
      if (error instanceof MeshWasmError) return error.code;
      throw error;
    }
  }

  test("that ends too early is refused", () => {
    expect(outcomeOf(whole)).toBe("serves");
    for (let part = 0; part < 50; ++part) {
      expect(outcomeOf(whole.slice(0, Math.floor((whole.length * part) / 50)))).toBe("MW0524");
    }
    expectGoodFilterToWork();
  });

  test("with changed bytes is refused, traps or serves", () => {
    const random = new Random(4711);
    const outcomes = new Map<string, number>();
    for (let round = 0; round < 500; ++round) {
      const module = whole.slice();
      for (let changes = 1 + (round % 2); changes > 0; --changes) {
        module[random.next() % module.length] = random.next();
      }
      const outcome = outcomeOf(module);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    expect([...outcomes.keys()].filter((outcome) => !/^MW0(?:318|52[3-8])$|^traps$|^serves$/.test(outcome))).toEqual(
      [],
    );
    expect(outcomes.get("MW0524")).toBeGreaterThan(100);
    expect(outcomes.get("serves")).toBeGreaterThan(50);
    expectGoodFilterToWork();
  });
});
