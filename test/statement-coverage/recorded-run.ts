import { createHost, type HostVm, type TraceEvent } from "../../host/index.ts";
import { type HostFunction, hostFunctions } from "../../module/index.ts";

/** What a module did: each callback and host call with its arguments, bytes as Latin-1 text. */
export type Step = [what: string, ...values: (string | number | bigint | undefined)[]];

/** Everything that one can tell from outside of a module. */
export interface RecordedRun {
  steps: Step[];
  logs: string[];
  responses: string[];
}

export type Request = readonly (readonly [name: string, value: string])[];

const functions = new Map<string, HostFunction>(hostFunctions.map((declared) => [`env.${declared.name}`, declared]));

/**
 * Sends requests through a module on the host, each with a body of two parts and trailers.
 *
 * @param start When the clock begins, which is the same for all runs.
 */
export function recordedRun(
  module: Uint8Array,
  configuration: unknown,
  requests: readonly Request[],
  start = 2e12,
): RecordedRun {
  const run: RecordedRun = { steps: [], logs: [], responses: [] };
  const memories = new Map<string, WebAssembly.Memory>();
  let made: HostVm | undefined;
  const host = createHost({
    now: start,
    plugins: [{ module, name: "", configuration }],
    onVm: (vm) => {
      made = vm;
    },
    onLog: ({ level, message }) => run.logs.push(`${level} ${message}`),
    onTrace: (event) => {
      // A VM is traced from its first callback on
      if (event.kind === "callback" && event.name === "_initialize" && made?.memory) {
        memories.set(event.thread, made.memory);
      }
      run.steps.push(stepOf(event, memories.get(event.thread)));
    },
  });
  for (const fields of requests) {
    const stream = host.connect({ protocol: "HTTP/2" }).request({
      onHeaders: (headers) => run.responses.push(JSON.stringify(headers)),
      onData: (bytes) => run.responses.push(Buffer.from(bytes).toString("latin1")),
      onTrailers: (trailers) => run.responses.push(JSON.stringify(trailers)),
      onReset: () => run.responses.push("reset"),
    });
    stream.sendHeaders([...fields.map(([name, value]): [string, string] => [name, value])], false);
    stream.sendData(Buffer.from('{"a":1,'), false);
    host.advance(10);
    stream.sendData(Buffer.from('"b":2}'), false);
    stream.sendTrailers([["x-trailer", "t"]]);
    host.advance(1000);
  }
  host.shutDown();
  return run;
}

/** Addresses differ between modules: of pointers there is what they point to, and of addresses for results nothing. */
function stepOf({ kind, name, args, result }: TraceEvent, memory: WebAssembly.Memory | undefined): Step {
  if (!args) return [`${kind} ${name} returns`, kind === "callback" && name.includes("allocate") ? 0 : result];
  const declared = functions.get(name);
  if (kind === "callback" || !declared) return [`${kind} ${name}`, ...(name.startsWith("wasi") ? [] : args)];
  const values = declared.params.flatMap(({ role }, index): (string | number | bigint)[] => {
    const value = args[index] ?? 0;
    if (role === "value" || role === "boolean") return [value];
    if (role !== "pointer" || !memory) return [];
    return [Buffer.from(memory.buffer, Number(value) >>> 0, Number(args[index + 1]) >>> 0).toString("latin1")];
  });
  return [`${kind} ${name}`, ...values];
}
