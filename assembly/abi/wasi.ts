// The functions of WASI that do something in Envoy and that the SDK has use for. All of them may be called at any time,
// also while the module is loaded.
import { WasiClock } from "./enums/wasi-clock";
import { WasiErrno } from "./enums/wasi-errno";

/** Reads a clock: writes nanoseconds, 8 bytes, at `returnTime`. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "clock_time_get")
export declare function clock_time_get(clock: WasiClock, precision: u64, returnTime: usize): WasiErrno;

/** Fills `size` bytes (at most 64 KiB) with random ones. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "random_get")
export declare function random_get(data: usize, size: u32): WasiErrno;

/** Tells how many environment variables there are, and how many bytes `KEY=value\0` of all of them take. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "environ_sizes_get")
export declare function environ_sizes_get(returnCount: usize, returnSize: usize): WasiErrno;

/** Writes the addresses of the environment variables at `returnPointers`, and their texts at `returnTexts`. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "environ_get")
export declare function environ_get(returnPointers: usize, returnTexts: usize): WasiErrno;
