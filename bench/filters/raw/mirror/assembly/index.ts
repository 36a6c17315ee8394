// The same filter on the bare ABI, by hand: one call for all request headers, no string and no garbage. What a stream must
// remember stands in a record of a fixed size.

import { proxy_add_header_map_value, proxy_get_header_map_pairs } from "./env";

const requestHeaders: u32 = 0;
const responseHeaders: u32 = 2;

/** Where host results go; the next call overwrites them. Envoy refuses requests with headers beyond 60 KiB. */
const scratchSize: u32 = 0x10000;
const scratch: usize = memory.data(0x10000);
const dataAt: usize = memory.data(8);
const sizeAt: usize = dataAt + 4;

const userName = memory.data<u8>([0x78, 0x2d, 0x73, 0x65, 0x65, 0x6e, 0x2d, 0x75, 0x73, 0x65, 0x72]);
const agentName = memory.data<u8>([0x78, 0x2d, 0x73, 0x65, 0x65, 0x6e, 0x2d, 0x61, 0x67, 0x65, 0x6e, 0x74]);
const sessionName = memory.data<u8>([
  0x78, 0x2d, 0x73, 0x65, 0x65, 0x6e, 0x2d, 0x73, 0x65, 0x73, 0x73, 0x69, 0x6f, 0x6e,
]);

/** A record: id of the stream, next record of the bucket, then three values, each after its size (0: no such header). */
const recordSize: usize = 512;
const valueSlot: usize = 168;
const firstValue: usize = 8;
const maxValue: u32 = 164;
const bucketMask: u32 = 1023;
const buckets: usize = memory.data(4 * 1024);
let freeRecords: usize = 0;

export function proxy_abi_version_0_2_1(): void {}

export function proxy_on_memory_allocate(size: u32): usize {
  return size <= scratchSize ? scratch : 0;
}

export function proxy_on_request_headers(id: u32, count: u32, endOfStream: u32): u32 {
  if (proxy_get_header_map_pairs(requestHeaders, dataAt, sizeAt)) return 0;
  const record = addRecord(id);
  let sizes = load<usize>(dataAt);
  const end = sizes + 4 + 8 * <usize>load<u32>(sizes);
  let key = end;
  for (sizes += 4; sizes < end; sizes += 8) {
    const keySize = load<u32>(sizes);
    const valueSize = load<u32>(sizes, 4);
    if (keySize == 6) {
      // "x-user"
      if (load<u32>(key) == 0x73752d78 && load<u16>(key, 4) == 0x7265) keep(record, 0, key + 7, valueSize);
    } else if (keySize == 9) {
      // "x-session"
      if (load<u64>(key) == 0x6f69737365732d78 && load<u8>(key, 8) == 0x6e) keep(record, 2, key + 10, valueSize);
    } else if (keySize == 10) {
      // "user-agent"
      if (load<u64>(key) == 0x6567612d72657375 && load<u16>(key, 8) == 0x746e) keep(record, 1, key + 11, valueSize);
    }
    key += keySize + valueSize + 2;
  }
  return 0;
}

export function proxy_on_response_headers(id: u32, count: u32, endOfStream: u32): u32 {
  const record = recordOf(id);
  if (!record) return 0;
  add(record, 0, userName, 11);
  add(record, 1, agentName, 12);
  add(record, 2, sessionName, 14);
  return 0;
}

export function proxy_on_delete(id: u32): void {
  let link = bucketOf(id);
  let record = load<usize>(link);
  while (record && load<u32>(record) != id) {
    link = record + 4;
    record = load<usize>(link);
  }
  if (!record) return;
  store<usize>(link, load<usize>(record, 4));
  store<usize>(record, freeRecords, 4);
  freeRecords = record;
}

function keep(record: usize, index: usize, value: usize, size: u32): void {
  const slot = record + firstValue + index * valueSlot;
  if (size > maxValue) return;
  store<u32>(slot, size);
  memory.copy(slot + 4, value, size);
}

function add(record: usize, index: usize, name: usize, nameSize: u32): void {
  const slot = record + firstValue + index * valueSlot;
  const size = load<u32>(slot);
  if (size) proxy_add_header_map_value(responseHeaders, name, nameSize, slot + 4, size);
}

function bucketOf(id: u32): usize {
  return buckets + 4 * <usize>(id & bucketMask);
}

function recordOf(id: u32): usize {
  let record = load<usize>(bucketOf(id));
  while (record && load<u32>(record) != id) record = load<usize>(record, 4);
  return record;
}

function addRecord(id: u32): usize {
  if (!freeRecords) addFreeRecords();
  const record = freeRecords;
  freeRecords = load<usize>(record, 4);
  const bucket = bucketOf(id);
  store<u32>(record, id);
  store<usize>(record, load<usize>(bucket), 4);
  store<usize>(bucket, record);
  for (let at: usize = 0; at < 3; ++at) store<u32>(record + firstValue + at * valueSlot, 0);
  return record;
}

/** Cuts a new page into records. */
function addFreeRecords(): void {
  const page = (<usize>memory.grow(1)) << 16;
  for (let at = page; at < page + 0x10000; at += recordSize) {
    store<usize>(at, freeRecords, 4);
    freeRecords = at;
  }
}
