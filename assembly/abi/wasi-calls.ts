// Clock and random numbers. Both may be used at any time, also while the module is loaded.
import { Bytes } from "./bytes";
import { WasiClock } from "./enums/wasi-clock";
import { WasiErrno } from "./enums/wasi-errno";
import { dataSlot } from "./slots";
import { clock_time_get, random_get } from "./wasi";

/** Most bytes that Envoy gives in one call. */
const maxRandomBytes: u32 = 0x10000;

/** Nanoseconds of a clock; 0 where the host does not tell. */
export function readClock(clock: WasiClock): u64 {
  const errno = clock_time_get(clock, 1, dataSlot);
  return errno == WasiErrno.Success ? load<u64>(dataSlot) : 0;
}

/** Fills `size` bytes from `data` on; false where the host refuses. */
export function fillRandomAt(data: usize, size: u32): bool {
  for (let done: u32 = 0; done < size; done += maxRandomBytes) {
    if (random_get(data + done, min(size - done, maxRandomBytes)) != WasiErrno.Success) return false;
  }
  return true;
}

/** Fills an object with random bytes; false where the host refuses. */
export function fillRandom(bytes: Bytes): bool {
  return fillRandomAt(changetype<usize>(bytes), bytes.length);
}

/** 64 random bits; 0 where the host refuses. */
export function readRandom(): u64 {
  return fillRandomAt(dataSlot, 8) ? load<u64>(dataSlot) : 0;
}
