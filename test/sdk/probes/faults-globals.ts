// What other SDKs need imports for that no proxy has.
import "mesh-wasm/assembly";

export function random(): f64 {
  return Math.random();
}

export function date(): i64 {
  return Date.now();
}

export function writeConsole(): void {
  console.log("log");
  console.debug("debug");
  console.info("info");
  console.warn("warn");
  console.error("error");
  console.assert(false, "assert");
  trace("trace", 1, 2.5);
}
