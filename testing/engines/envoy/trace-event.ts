import type { TraceEvent } from "../../engine.ts";

const call = /^\[(host->vm|vm->host)\] (\S+?)\((.*)\)$/;
const ret = /^\[(host<-vm|vm<-host)\] (\S+) return: (.*)$/;

/** A line that Envoy's logger `wasm` writes at level trace, as an event; undefined for any other line. */
export function traceEvent(message: string): Omit<TraceEvent, "thread"> | undefined {
  const called = call.exec(message);
  if (called) {
    const [, direction, name = "", args = ""] = called;
    const numbers = args === "" ? [] : args.split(", ").map(numberOf);
    return { kind: kindOf(direction), name, args: numbers };
  }
  const [, direction, name, value = ""] = ret.exec(message) ?? [];
  if (name === undefined) return undefined;
  return { kind: kindOf(direction), name, result: value === "void" ? undefined : numberOf(value) };
}

function kindOf(direction: string | undefined): TraceEvent["kind"] {
  return direction?.startsWith("host") ? "callback" : "host call";
}

function numberOf(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}
