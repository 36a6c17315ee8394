import type { AbiVersion, Callback, HostFunction, Param, Signature } from "./types.ts";

const order: readonly AbiVersion[] = ["0.1.0", "0.2.0", "0.2.1"];

/** The type under which a module must import a host function. */
export function hostFunctionSignature(hostFunction: HostFunction): Signature {
  return {
    params: hostFunction.params.map(({ type }) => type),
    results: hostFunction.result === null ? [] : ["i32"],
  };
}

/** The parameters that Envoy gives a callback of a module of this ABI. */
export function callbackParams(callback: Callback, abi: AbiVersion): readonly Param[] {
  return callback.params.filter(({ since }) => since === undefined || order.indexOf(since) <= order.indexOf(abi));
}

/** The type under which a module of this ABI must export a callback. */
export function callbackSignature(callback: Callback, abi: AbiVersion): Signature {
  return {
    params: callbackParams(callback, abi).map(({ type }) => type),
    results: callback.result ? [callback.result.type] : [],
  };
}

/** Whether two functions have the same type. */
export function sameSignature(a: { params: readonly string[]; results: readonly string[] }, b: Signature): boolean {
  return sameList(a.params, b.params) && sameList(a.results, b.results);
}

/** A function type as people read it: `(i32, i32) -> i32`. */
export function formatSignature(signature: { params: readonly string[]; results: readonly string[] }): string {
  const results = signature.results.length === 1 ? signature.results.join() : `(${signature.results.join(", ")})`;
  return `(${signature.params.join(", ")}) -> ${results}`;
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
