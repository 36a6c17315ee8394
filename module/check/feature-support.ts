import type { Feature } from "../read/index.ts";

/**
 * What runs Wasm: the V8 of Envoy's official builds, that of Node 20 (the host of the tests), and what other hosts of
 * Proxy-Wasm use (Wasmtime with its defaults, the interpreter of WAMR as Envoy configures it).
 */
export type Engine = "envoy" | "node" | "wasmtime" | "wamr";

const all: readonly Engine[] = ["envoy", "node", "wasmtime", "wamr"];
const none: readonly Engine[] = [];

/** The engines that take each feature: Envoy 1.40, Node 20.19, Wasmtime 45 and WAMR 2.4, each tried. */
export const featureSupport: Readonly<Record<Feature, readonly Engine[]>> = {
  "mutable-globals": all,
  "sign-extension": all,
  "nontrapping-float-to-int": all,
  "bulk-memory": all,
  "multi-value": all,
  "reference-types": all,
  "tail-calls": all,
  simd: ["envoy", "node", "wasmtime"],
  threads: ["envoy", "node", "wasmtime"],
  "relaxed-simd": ["envoy", "wasmtime"],
  "extended-const": ["envoy", "wasmtime"],
  "multi-memory": ["envoy", "wasmtime"],
  memory64: ["envoy", "wasmtime"],
  exceptions: ["envoy", "node"],
  "legacy-exceptions": ["envoy", "node"],
  exnref: ["envoy"],
  "typed-function-references": ["envoy"],
  gc: ["envoy"],
  "stack-switching": none,
  stringref: none,
  "custom-page-sizes": none,
  "wide-arithmetic": none,
  "half-precision": none,
  "shared-everything-threads": none,
};

/** Whether the oldest Node that mesh-wasm runs on can judge a module with these features. */
export function nodeKnows(features: readonly Feature[]): boolean {
  return features.every((feature) => featureSupport[feature].includes("node"));
}
