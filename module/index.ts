/**
 * Wasm modules: compile a filter, read any module, check what Envoy would refuse.
 *
 * @module
 */
export * from "./abi/index.ts";
export * from "./check/index.ts";
export * from "./compile/index.ts";
export * from "./read/index.ts";
export * from "./symbolicate/index.ts";
