// The wire form of protobuf, field by field, without a copy. Source: https://protobuf.dev/programming-guides/encoding

/** Number of the field that {@link readField} has read. */
export let fieldNumber: u32 = 0;
/** Its value, where it is a number. */
export let fieldValue: u64 = 0;
/** Where the bytes of its value begin and end, where it is a message or a string; the same address where it is a number. */
export let fieldStart: usize = 0;
export let fieldEnd: usize = 0;

/** Reads the field at an address; answers where the next one begins, or 0 when the message ends or is malformed there. */
export function readField(at: usize, end: usize): usize {
  at = readVarint(at, end);
  if (!at) return 0;
  const type = <u32>fieldValue & 7;
  fieldNumber = <u32>(fieldValue >> 3);
  fieldStart = at;
  fieldEnd = at;
  switch (type) {
    case 0:
      return readVarint(at, end);
    case 1:
      if (end - at < 8) return 0;
      fieldValue = load<u64>(at);
      return at + 8;
    case 2:
      at = readVarint(at, end);
      if (!at || fieldValue > <u64>(end - at)) return 0;
      fieldStart = at;
      fieldEnd = at + <usize>fieldValue;
      return fieldEnd;
    case 5:
      if (end - at < 4) return 0;
      fieldValue = load<u32>(at);
      return at + 4;
    default:
      return 0;
  }
}

function readVarint(at: usize, end: usize): usize {
  let value: u64 = 0;
  for (let shift: u64 = 0; shift < 70 && at < end; shift += 7) {
    const byte = <u64>load<u8>(at++);
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) {
      fieldValue = value;
      return at;
    }
  }
  return 0;
}
