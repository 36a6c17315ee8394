/**
 * Wasm modules: compile a filter, read any module, check what Envoy would refuse, explain a trap.
 *
 * @module
 */
export * from "./abi/index.ts";
export * from "./capabilities/index.ts";
export * from "./check/index.ts";
export * from "./compile/index.ts";
export * from "./configuration/index.ts";
export * from "./coverage/index.ts";
export * from "./read/index.ts";
export * from "./symbolicate/index.ts";
