/**
 * Wasm modules: compile a filter, read any module, check what Envoy would refuse.
 *
 * @module
 */
export * from "./compile/index.ts";
