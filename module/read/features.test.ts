import binaryen from "assemblyscript/binaryen";
import { describe, expect, test } from "vitest";
import { featureSupport } from "../check/index.ts";
import { readModule } from "./read-module.ts";
import type { Feature } from "./wasm-module.ts";

/** Assembled by Binaryen, so that another encoder than ours says how instructions look. */
const samples: readonly (readonly [Feature | "none", string])[] = [
  ["none", "(func (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))"],
  ["none", "(table 1 funcref) (elem (i32.const 0) $f) (func $f (call_indirect (param) (i32.const 0)))"],
  ["mutable-globals", '(global (export "g") (mut i32) (i32.const 1))'],
  ["sign-extension", "(func (drop (i32.extend8_s (i32.const 1))))"],
  ["nontrapping-float-to-int", "(func (drop (i64.trunc_sat_f64_u (f64.const 1))))"],
  ["bulk-memory", "(memory 1) (func (memory.copy (i32.const 1) (i32.const 1) (i32.const 1)))"],
  ["bulk-memory", '(memory 1) (data $d "abc") (func (data.drop $d))'],
  ["multi-value", "(func (result i32 i32) (i32.const 1) (i32.const 2))"],
  ["reference-types", "(table $t 1 externref) (func (drop (table.get $t (i32.const 0))))"],
  ["reference-types", "(elem declare func $f) (func $f (drop (ref.is_null (ref.func $f))))"],
  ["tail-calls", "(func $f (result i32) (return_call $f))"],
  ["simd", "(func (drop (i8x16.extract_lane_s 3 (i32x4.splat (i32.const 1)))))"],
  ["simd", "(memory 1) (func (drop (v128.load8_lane 3 (i32.const 0) (v128.const i64x2 1 2))))"],
  ["relaxed-simd", "(func (drop (i8x16.relaxed_swizzle (v128.const i64x2 0 0) (v128.const i64x2 0 0))))"],
  ["threads", "(memory 1 2 shared) (func (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1))) (atomic.fence))"],
  ["extended-const", "(global i32 (i32.add (i32.const 1) (i32.const 2)))"],
  ["multi-memory", "(memory 1) (memory $b 1) (func (drop (i32.load $b offset=8 (i32.const 0))))"],
  ["memory64", "(memory i64 1) (func (drop (i32.load offset=8 (i64.const 0))))"],
  ["exceptions", "(tag $t (param i32)) (func (throw $t (i32.const 1)))"],
  ["legacy-exceptions", "(tag $t) (func (try (do (throw $t)) (catch $t (nop)) (catch_all (rethrow 0))))"],
  [
    "exnref",
    "(tag $t (param i32)) (func (result i32) (block $h (result i32) (try_table (catch $t $h) (throw $t (i32.const 1))) (i32.const 1)))",
  ],
  ["typed-function-references", "(type $f (func)) (elem declare func $g) (func $g) (func (call_ref $f (ref.func $g)))"],
  [
    "gc",
    "(type $s (struct (field i32) (field (mut i8)))) (func (drop (struct.get $s 0 (struct.new $s (i32.const 1) (i32.const 2)))))",
  ],
  [
    "gc",
    "(rec (type $a (array (mut f32))) (type $b (sub (struct (field (ref null $a)))))) (func (drop (array.new_default $a (i32.const 1))))",
  ],
  [
    "gc",
    "(func (param anyref) (drop (block $l (result i31ref) (drop (br_on_cast $l anyref i31ref (local.get 0))) (ref.i31 (i32.const 1)))))",
  ],
  [
    "stack-switching",
    "(type $f (func)) (type $c (cont $f)) (elem declare func $g) (func $g) (func (drop (cont.new $c (ref.func $g))))",
  ],
  ["stringref", '(func (drop (string.const "a")))'],
  ["custom-page-sizes", "(memory 1 (pagesize 1))"],
  ["wide-arithmetic", "(func (result i64 i64) (i64.add128 (i64.const 1) (i64.const 1) (i64.const 1) (i64.const 1)))"],
  ["half-precision", "(func (drop (f16x8.splat (f32.const 1))))"],
];

describe("features", () => {
  test.each(samples)("%s: %s", (feature, wat) => {
    const module = readModule(assemble(wat));
    if (feature === "none") expect(module.features).toEqual([]);
    else expect(module.features).toContain(feature);
    // What stands after an instruction of strings is not read.
    if (feature !== "stringref") expect(module.problem).toBeNull();
  });

  test("every feature has a sample, but for shared references, which Binaryen cannot write alone", () => {
    const sampled = new Set<string>(samples.map(([feature]) => feature).filter((feature) => feature !== "none"));
    const known = Object.keys(featureSupport).filter((feature) => feature !== "shared-everything-threads");
    expect([...sampled].sort()).toEqual(known.sort());
  });
});

function assemble(wat: string): Uint8Array {
  const module = binaryen.parseText(`(module ${wat})`);
  module.setFeatures(binaryen.Features.All);
  const bytes = module.emitBinary();
  module.dispose();
  return bytes;
}
