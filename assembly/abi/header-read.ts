// Reading header maps. One value costs a call, the whole map about as much; so a second read in a callback fetches the
// map and all further ones are served from it. A map that was once read so is fetched at the first read from then on.

import { beginCall, isSmall, keepResults } from "./arena";
import { Bytes, copyBytes } from "./bytes";
import { HeaderMapType } from "./enums/header-map-type";
import { Status } from "./enums/status";
import { proxy_get_header_map_pairs, proxy_get_header_map_value } from "./host";
import { walkPairs } from "./pairs";
import { resultData, resultSize } from "./result";
import { isText } from "./same-bytes";
import { dataSlot, sizeSlot } from "./slots";
import { epoch } from "./turn";
import { decodeUtf8At } from "./utf8-decode";
import { encode, encodedSize } from "./utf8-encode";

/** What is known of a map. */
@unmanaged
class MapState {
  /** The turn for which the rest holds. */
  epoch: u32 = 0;
  /** Address and size of all its pairs; 0 when they were not fetched. */
  pairs: usize = 0;
  pairsSize: u32 = 0;
  /** Reads since the turn began or the map was written; the second one fetches. */
  reads: u32 = 0;
  /** What `reads` starts from in a turn: 1 when some turn has read more than once. */
  firstRead: u32 = 0;
}

/** The host has 8 maps. The last state is of any other number, as those of a stream that is gone. */
const others: u32 = 8;
const states: usize = memory.data(9 * 20);

/** Address and size of the value that {@link findHeader} has found. */
export let foundData: usize = 0;
export let foundSize: u32 = 0;

function stateOf(type: HeaderMapType): MapState {
  const state = changetype<MapState>(states + min(<u32>type, others) * offsetof<MapState>());
  if (state.epoch != epoch) {
    state.epoch = epoch;
    state.pairs = 0;
    state.reads = state.firstRead;
  }
  return state;
}

/** A map was written: what was read of it is out of date. */
export function forgetHeaders(type: HeaderMapType): void {
  const state = stateOf(type);
  state.pairs = 0;
  state.reads = 0;
}

/** Looks up the first value of a header: `Ok` with {@link foundData}, `NotFound`, or `BadArgument` where there is no map. */
export function findHeader(type: HeaderMapType, name: string): Status {
  const state = stateOf(type);
  if (++state.reads > 1 && !state.pairs) fetchPairs(type, state);
  beginCall();
  const key = encode(name);
  const keySize = encodedSize;
  if (state.pairs) return findInPairs(state.pairs, state.pairsSize, key, keySize) ? Status.Ok : Status.NotFound;
  const status = proxy_get_header_map_value(type, key, keySize, dataSlot, sizeSlot);
  if (status == Status.Ok) {
    foundData = resultData();
    foundSize = resultSize();
  }
  return status;
}

/**
 * Fetches a map and keeps it for this turn. One that is empty or not there stays unknown (a lookup tells which), and so does
 * one that is too large to be kept.
 */
function fetchPairs(type: HeaderMapType, state: MapState): void {
  state.firstRead = 1;
  beginCall();
  const status = proxy_get_header_map_pairs(type, dataSlot, sizeSlot);
  if (status != Status.Ok || resultSize() < 4 || !isSmall(resultData())) return;
  state.pairs = resultData();
  state.pairsSize = resultSize();
  keepResults();
}

/** Looks up the first value of a header in encoded pairs; nothing outside of them is ever read. */
export function findInPairs(data: usize, size: u32, key: usize, keySize: u32): bool {
  const otherSize = keySize == hostSize ? authoritySize : keySize;
  const count: u32 = size < 4 ? 0 : load<u32>(data);
  if (count > (size - 4) >> 3) return false;
  let sizes = data + 4;
  const sizesEnd = sizes + ((<usize>count) << 3);
  const end = data + size;
  let name = sizesEnd;
  for (; sizes < sizesEnd; sizes += 8) {
    const nameSize = load<u32>(sizes);
    const valueSize = load<u32>(sizes, 4);
    // In 64 bits, where no sizes can add up to a small number
    if (<u64>nameSize + valueSize + 2 > <u64>(end - name)) return false;
    // Most names differ from the one looked for in their size already
    if ((nameSize == keySize || nameSize == otherSize) && isSameName(name, nameSize, key, keySize)) {
      foundData = name + nameSize + 1;
      foundSize = valueSize;
      return true;
    }
    name += <usize>nameSize + valueSize + 2;
  }
  return false;
}

/** Sizes of the two names that mean the same. */
const hostSize: u32 = 4;
const authoritySize: u32 = 10;

/** Whether a name of the host is this one, whatever their case: Envoy has lower case, others what came. `host` is another name of `:authority`, as it is in Envoy. */
export function isSameName(name: usize, nameSize: u32, key: usize, keySize: u32): bool {
  if (keySize == nameSize) return equalsIgnoringCase(key, name, keySize);
  if (keySize != hostSize || nameSize != authoritySize) return false;
  // "host" and ":authority" as numbers
  const isHost = (load<u32>(key) | 0x20202020) == 0x74736f68;
  return isHost && load<u64>(name) == 0x69726f687475613a && load<u16>(name, 8) == 0x7974;
}

function equalsIgnoringCase(key: usize, name: usize, size: u32): bool {
  let i: u32 = 0;
  while (i < size) {
    // Most names are written as they are held
    if (size - i >= 4 && load<u32>(key + i) == load<u32>(name + i)) {
      i += 4;
      continue;
    }
    const byte = <u32>load<u8>(key + i);
    const other = <u32>load<u8>(name + i);
    if (byte != other && lower(byte) != lower(other)) return false;
    ++i;
  }
  return true;
}

function lower(byte: u32): u32 {
  return byte - 0x41 < 26 ? byte | 0x20 : byte;
}

/** The bytes that {@link findHeader} has found. */
export function foundBytes(): Bytes {
  return copyBytes(foundData, foundSize);
}

/** The text that {@link findHeader} has found. */
export function foundText(): string {
  return decodeUtf8At(foundData, foundSize);
}

/** Whether {@link findHeader} has found just this text. */
export function foundEquals(text: string): bool {
  return isText(foundData, foundSize, text);
}

/** The decimal number that {@link findHeader} has found. */
export function foundInteger(otherwise: i64): i64 {
  if (foundSize == 0 || foundSize > 18) return otherwise;
  let value: i64 = 0;
  for (let i: u32 = 0; i < foundSize; ++i) {
    const digit = <u32>load<u8>(foundData + i) - 0x30;
    if (digit > 9) return otherwise;
    value = value * 10 + digit;
  }
  return value;
}

/** Starts to walk over all pairs of a map; see `nextPair`. A map that is not there in this phase counts as empty. */
export function walkHeaders(type: HeaderMapType): void {
  const state = stateOf(type);
  if (!state.pairs) fetchPairs(type, state);
  // What was fetched but not kept lies in the result still
  if (state.pairs) walkPairs(state.pairs, state.pairsSize);
  else walkPairs(resultData(), resultSize());
}
