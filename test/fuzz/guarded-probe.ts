// A probe whose inputs lie where a read or write outside of them does not go unseen.
import { fileURLToPath } from "node:url";
import { compile } from "../../module/index.ts";
import { type HostCall, type RunningProbe, runProbe } from "../sdk/support/run-probe.ts";

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

/** Bytes around an input that must stay as they are; the last ones before it are its header where it is an object. */
const margin = 64;

/** Memory for inputs, behind all that the module has; the last part is for what host calls return, where there are any. */
const areaSize = 8 << 20;
const answersSize = 3 << 20;

/** Data in the area, at an address, with a header before it. */
interface Placed {
  data: Uint8Array;
  at: number;
  header: number;
}

/** Compiles and starts a probe; `host` as of `runProbe`, with what lets host calls answer. */
export async function startGuarded(
  name: string,
  host: (guarded: () => GuardedProbe) => Record<string, HostCall> = () => ({}),
): Promise<GuardedProbe> {
  const { wasm } = await compile({
    entry: `${probesDir}/${name}.ts`,
    projectDir: probesDir,
    name,
    mode: "release",
    sourceMap: false,
  });
  const calls = host(() => guarded);
  const probe = await runProbe({ wasm }, calls);
  const places: Place[] = Object.keys(calls).length > 0 ? ["end", "between", "given"] : ["end", "between"];
  const guarded = guard(probe, places);
  return guarded;
}

function guard(probe: RunningProbe, places: readonly Place[]): GuardedProbe {
  // The module takes what it will ever need before the area is added, which thus stays at the end
  const outputAt = probe.call("setUp");
  probe.memory.grow(areaSize >> 16);
  const { buffer } = probe.memory;
  const bytes = Buffer.from(buffer);
  const view = new DataView(buffer);
  const canary = Buffer.alloc(margin);
  const inputsEnd = bytes.length - (places.includes("given") ? answersSize : 0);
  const inputs: Placed[] = [];
  let answer: Placed | undefined;
  let place: Place = "end";
  let runs = 0;

  /** Puts data with its end at an address; `header`: bytes before it that tell its size. */
  function put(data: Uint8Array, end: number, header: number): Placed {
    const at = end - data.length;
    bytes.set(canary, at - margin);
    bytes.set(canary.subarray(0, Math.min(margin, bytes.length - end)), end);
    bytes.set(data, at);
    if (header > 0) view.setUint32(at - header, data.length, true);
    return { data, at, header };
  }

  function putInput(input: Uint8Array | string): number {
    const data = typeof input === "string" ? Buffer.from(input, "utf16le") : input;
    const last = inputs.at(-1);
    const free = last ? last.at - 2 * margin : place === "end" ? inputsEnd : inputsEnd - margin;
    const placed = put(data, free, 4);
    inputs.push(placed);
    return placed.at;
  }

  function checkPlaced({ data, at, header }: Placed): void {
    const end = at + data.length;
    const before = bytes.subarray(at - margin, at - header);
    const after = bytes.subarray(end, Math.min(end + margin, bytes.length));
    const intact = before.equals(canary.subarray(0, before.length)) && after.equals(canary.subarray(0, after.length));
    if (!intact) throw new Error("bytes beside an input were written");
    if (!bytes.subarray(at, end).equals(data)) throw new Error("an input was written");
  }

  function runAt(
    where: Place,
    name: string,
    given: readonly (Uint8Array | string)[],
    more: (number | bigint)[],
  ): Buffer {
    place = where;
    inputs.length = 0;
    answer = undefined;
    // Never the same bytes around an input twice in a row
    canary.fill(runs++);
    probe.calls.length = 0;
    probe.logs.length = 0;
    const objects = given.map(putInput);
    const size = probe.call(name, ...objects, ...more);
    if (probe.memory.buffer !== buffer) throw new Error("the module has taken more memory than expected");
    inputs.forEach(checkPlaced);
    if (answer) checkPlaced(answer);
    return bytes.subarray(outputAt, outputAt + size);
  }

  /** Puts what a host call returns into the place whose turn it is. */
  function putAnswer(data: Uint8Array): number {
    if (answer) checkPlaced(answer);
    if (place === "given") return putGiven(data);
    answer = put(data, place === "end" ? bytes.length : bytes.length - margin, 0);
    return answer.at;
  }

  function putGiven(data: Uint8Array): number {
    const at = probe.call("proxy_on_memory_allocate", data.length + 2 * margin);
    bytes.set(canary, at);
    bytes.set(data, at + margin);
    bytes.set(canary, at + margin + data.length);
    return at + margin;
  }

  return {
    probe,
    outputAt,
    run(name, given, ...more) {
      let first: Buffer | undefined;
      for (const where of places) {
        const output = runAt(where, name, given, more);
        if (!first) first = Buffer.from(output);
        else if (!first.equals(output)) throw new Error(`what lies around the input (${where}) changes the output`);
      }
      return first as Buffer;
    },
    answer(pointerAt, sizeAt, data) {
      view.setUint32(pointerAt, data.length > 0 ? putAnswer(data) : 0, true);
      view.setUint32(sizeAt, data.length, true);
    },
    store(at, value) {
      view.setUint32(at, value, true);
    },
  };
}
