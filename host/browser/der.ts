/** A value of DER: its tag, and the bytes of its content. */
export interface DerValue {
  tag: number;
  content: Uint8Array;
}

/** Tags of the types that keys are made of. */
export const DerTag = { Integer: 2, BitString: 3, OctetString: 4, ObjectId: 6, Sequence: 0x30, First: 0xa0 } as const;

/** Thrown for what is no DER, or not what was wanted. Never leaves this folder. */
export class DerError extends Error {
  override readonly name = "DerError";
}

/** All values that stand behind each other. */
export function readDer(bytes: Uint8Array): DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { value, end } = readAt(bytes, at);
    values.push(value);
    at = end;
  }
  return values;
}

/** The value at the begin, whatever follows it. */
export function firstDer(bytes: Uint8Array): DerValue {
  return readAt(bytes, 0).value;
}

/** The content of a value, which must have this tag. */
export function contentOf(value: DerValue | undefined, tag: number): Uint8Array {
  if (value?.tag !== tag) throw new DerError(`tag ${value?.tag}`);
  return value.content;
}

/** The number that an integer is. */
export function integerOf(value: DerValue | undefined): bigint {
  return numberOf(contentOf(value, DerTag.Integer));
}

/** Bytes as a number, the highest first. */
export function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x0${hexOf(bytes)}`);
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function readAt(bytes: Uint8Array, at: number): { value: DerValue; end: number } {
  const tag = byteAt(bytes, at);
  const first = byteAt(bytes, at + 1);
  const lengthBytes = first < 128 ? 0 : first - 128;
  if (lengthBytes > 4) throw new DerError("length");
  let length = first < 128 ? first : 0;
  for (let index = 0; index < lengthBytes; ++index) length = length * 256 + byteAt(bytes, at + 2 + index);
  const start = at + 2 + lengthBytes;
  if (length > bytes.length - start) throw new DerError("cut off");
  return { value: { tag, content: bytes.subarray(start, start + length) }, end: start + length };
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new DerError("cut off");
  return byte;
}
