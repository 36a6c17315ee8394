// A probe whose inputs lie where a read or write outside of them does not go unseen.
import { fileURLToPath } from "node:url";
import { compile } from "../../module/index.ts";
import { type HostCall, type RunningProbe, runProbe } from "../sdk/support/run-probe.ts";
import { guardedArea, margin, type Placed } from "./guarded-area.ts";

/**
 * Where inputs lie. `end`: their last byte is the last one of Wasm memory, so that a read beyond it traps. `between`: other
 * bytes before and after them than at `end`. `given`: what a host call returns lies in memory that the module gave for it, as
 * in a real host, among other bytes.
 */
type Place = "end" | "between" | "given";

export interface GuardedProbe {
  readonly probe: RunningProbe;
  /** Where the probe tells what it has found. */
  readonly outputAt: number;
  /** Calls an export with inputs, which become objects of the module (bytes, or texts in UTF-16), in each place; its output. */
  run(name: string, inputs: readonly (Uint8Array | string)[], ...more: (number | bigint)[]): Buffer;
  /** In a host call: returns bytes as a host does. */
  answer(pointerAt: number, sizeAt: number, bytes: Uint8Array): void;
  /** In a host call: writes a number of four bytes. */
  store(at: number, value: number): void;
}

const probesDir = fileURLToPath(new URL("probes", import.meta.url));

/** Memory for inputs, behind all that the module has; the last part is for what host calls return, where there are any. */
const areaSize = 8 << 20;
const answersSize = 3 << 20;

/** Modules that were compiled. */
const modules = new Map<string, Promise<Uint8Array>>();

/** Compiles and starts a probe; `host` as of `runProbe`, with what lets host calls answer. */
export async function startGuarded(
  name: string,
  host: (guarded: () => GuardedProbe) => Record<string, HostCall> = () => ({}),
): Promise<GuardedProbe> {
  const compiled = modules.get(name) ?? compileProbe(name);
  modules.set(name, compiled);
  const wasm = await compiled;
  const calls = host(() => guarded);
  const probe = await runProbe({ wasm }, calls);
  const places: Place[] = Object.keys(calls).length > 0 ? ["end", "between", "given"] : ["end", "between"];
  const guarded = guard(probe, places);
  return guarded;
}

async function compileProbe(name: string): Promise<Uint8Array> {
  const entry = `${probesDir}/${name}.ts`;
  const { wasm } = await compile({ entry, projectDir: probesDir, name, mode: "release", sourceMap: false });
  return wasm;
}

function guard(probe: RunningProbe, places: readonly Place[]): GuardedProbe {
  // The module takes what it will ever need before the area is added, which thus stays at the end
  const outputAt = probe.call("setUp");
  probe.memory.grow(areaSize >> 16);
  const { buffer } = probe.memory;
  const area = guardedArea(probe.memory);
  const { bytes } = area;
  const inputsEnd = bytes.length - (places.includes("given") ? answersSize : 0);
  const inputs: Placed[] = [];
  let answer: Placed | undefined;
  let place: Place = "end";
  let runs = 0;

  function putInput(input: Uint8Array | string): number {
    const last = inputs.at(-1);
    const end = last ? last.at - 2 * margin : place === "end" ? inputsEnd : inputsEnd - margin;
    const placed = area.put(input, end, 4);
    inputs.push(placed);
    return placed.at;
  }

  /** Puts what a host call returns into the place whose turn it is. */
  function putAnswer(data: Uint8Array): number {
    if (answer) area.check(answer);
    if (place === "given") {
      const room = probe.call("proxy_on_memory_allocate", data.length + 2 * margin);
      return area.putInto(room, data);
    }
    answer = area.put(data, place === "end" ? bytes.length : bytes.length - margin, 0);
    return answer.at;
  }

  /** Runs an export with its inputs in a place; the size of its output. */
  function runAt(
    where: Place,
    name: string,
    given: readonly (Uint8Array | string)[],
    more: (number | bigint)[],
  ): number {
    place = where;
    inputs.length = 0;
    answer = undefined;
    // Never the same bytes around an input twice in a row
    area.poison(runs++);
    probe.calls.length = 0;
    probe.logs.length = 0;
    const size = probe.call(name, ...given.map(putInput), ...more);
    if (probe.memory.buffer !== buffer) throw new Error("the module has taken more memory than expected");
    for (const input of inputs) area.check(input);
    if (answer) area.check(answer);
    return size;
  }

  return {
    probe,
    outputAt,
    run(name, given, ...more) {
      const size = runAt("end", name, given, more);
      const output = Buffer.from(bytes.subarray(outputAt, outputAt + size));
      for (const where of places.slice(1)) {
        const same =
          runAt(where, name, given, more) === size && bytes.compare(output, 0, size, outputAt, outputAt + size) === 0;
        if (!same) throw new Error(`what lies around the input (${where}) changes the output`);
      }
      return output;
    },
    answer(pointerAt, sizeAt, data) {
      bytes.writeUInt32LE(data.length > 0 ? putAnswer(data) : 0, pointerAt);
      bytes.writeUInt32LE(data.length, sizeAt);
    },
    store(at, value) {
      bytes.writeUInt32LE(value, at);
    },
  };
}
