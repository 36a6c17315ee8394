// Reading header maps. One value costs a call, the whole map about as much; so a second read in a callback fetches the
// map and all further ones are served from it, and a map that was read more than once last time is fetched at once.
import { Bytes, copyBytes } from "./bytes";
import { beginCall, keepResults } from "./arena";
import { HeaderMapType } from "./enums/header-map-type";
import { Status } from "./enums/status";
import { proxy_get_header_map_pairs, proxy_get_header_map_value } from "./host";
import { nextPair, pairKey, pairKeySize, pairValue, pairValueSize, walkPairs } from "./pairs";
import { dataSlot, resultData, resultSize, sizeSlot } from "./result";
import { epoch } from "./turn";
import { decodeUtf8At } from "./utf8-decode";
import { encode, encodedSize } from "./utf8-encode";

/** What is known of a map: the turn it was read in, the address and size of its pairs, reads in this turn and the last. */
@unmanaged
class MapState {
  epoch: u32 = 0;
  pairs: usize = 0;
  pairsSize: u32 = 0;
  reads: u32 = 0;
  lastReads: u32 = 0;
}

const mapTypes: u32 = 8;
const states: usize = memory.data(8 * 20);

/** Address and size of the value that {@link findHeader} has found. */
export let foundData: usize = 0;
export let foundSize: u32 = 0;

function stateOf(type: HeaderMapType): MapState {
  const state = changetype<MapState>(states + (<u32>type & (mapTypes - 1)) * offsetof<MapState>());
  if (state.epoch != epoch) {
    state.epoch = epoch;
    state.pairs = 0;
    state.lastReads = state.reads;
    state.reads = 0;
  }
  return state;
}

/** A map was written: what was read of it is out of date. */
export function forgetHeaders(type: HeaderMapType): void {
  const state = stateOf(type);
  state.pairs = 0;
  state.reads = 0;
  state.lastReads = 0;
}

/** Looks up the first value of a header: `Ok` with {@link foundData}, `NotFound`, or `BadArgument` where there is no map. */
export function findHeader(type: HeaderMapType, name: string): Status {
  const state = stateOf(type);
  ++state.reads;
  if (!state.pairs && (state.reads > 1 || state.lastReads > 1)) fetchPairs(type, state);
  beginCall();
  const key = encode(name);
  const keySize = encodedSize;
  if (state.pairs) return findPair(state, key, keySize);
  const status = proxy_get_header_map_value(type, key, keySize, dataSlot, sizeSlot);
  if (status == Status.Ok) {
    foundData = resultData();
    foundSize = resultSize();
  }
  return status;
}

/** Fetches a map and keeps it for this turn. A map that is empty or not there stays unknown: a lookup tells which. */
function fetchPairs(type: HeaderMapType, state: MapState): void {
  beginCall();
  const status = proxy_get_header_map_pairs(type, dataSlot, sizeSlot);
  if (status != Status.Ok || resultSize() < 4) return;
  state.pairs = resultData();
  state.pairsSize = resultSize();
  keepResults();
}

function findPair(state: MapState, key: usize, keySize: u32): Status {
  walkPairs(state.pairs, state.pairsSize);
  while (nextPair()) {
    if (!isNamed(key, keySize)) continue;
    foundData = pairValue;
    foundSize = pairValueSize;
    return Status.Ok;
  }
  return Status.NotFound;
}

/** Whether the current pair has this name, whatever its case. `host` is another name of `:authority`, as it is in Envoy. */
function isNamed(key: usize, keySize: u32): bool {
  if (keySize == pairKeySize) return equalsIgnoringCase(key, pairKey, keySize);
  if (keySize != 4 || pairKeySize != 10) return false;
  // "host" and ":authority" as numbers
  const isHost = (load<u32>(key) | 0x20202020) == 0x74736f68;
  return isHost && load<u64>(pairKey) == 0x69726f687475613a && load<u16>(pairKey, 8) == 0x7974;
}

function equalsIgnoringCase(key: usize, lower: usize, size: u32): bool {
  for (let i: u32 = 0; i < size; ++i) {
    let byte = <u32>load<u8>(key + i);
    if (byte - 0x41 < 26) byte |= 0x20;
    if (byte != <u32>load<u8>(lower + i)) return false;
  }
  return true;
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
  const data = encode(text);
  return encodedSize == foundSize && memory.compare(data, foundData, foundSize) == 0;
}

/** Starts to walk over all pairs of a map; see `nextPair`. A map that is not there in this phase counts as empty. */
export function walkHeaders(type: HeaderMapType): void {
  const state = stateOf(type);
  if (!state.pairs) fetchPairs(type, state);
  walkPairs(state.pairs, state.pairs ? state.pairsSize : 0);
}
