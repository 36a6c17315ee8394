import { readRandom } from "../abi/wasi-calls";

/** What `Math.random` starts from: 64 random bits of the host. */
// @ts-ignore: decorator
@global
export function __mesh_seed(): f64 {
  return reinterpret<f64>(readRandom());
}
