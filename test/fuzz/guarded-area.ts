// Memory behind all that a module has, for data that it must not read or write beyond.

/** Bytes around data that must stay as they are; the last ones before it are its header where it is an object. */
export const margin = 64;

/** Data in the area, with a header before it. */
export interface Placed {
  data: Buffer;
  at: number;
  end: number;
  header: number;
}

export interface GuardedArea {
  /** All of the module's memory. */
  readonly bytes: Buffer;
  /** Chooses the bytes around data that is put from now on. */
  poison(byte: number): void;
  /** Puts data with its end at an address; `header`: bytes before it, of which the first four tell its size, or 0. */
  put(data: Uint8Array | string, end: number, header: number): Placed;
  /** @throws Error when data, or what is around it, is not as it was put */
  check(placed: Placed): void;
  /** Surrounds the bytes at an address, which has room for that, and puts them. */
  putInto(room: number, data: Uint8Array): number;
}

export function guardedArea(memory: WebAssembly.Memory): GuardedArea {
  const bytes = Buffer.from(memory.buffer);
  const canary = Buffer.alloc(margin);

  function surround(at: number, end: number): void {
    canary.copy(bytes, at - margin);
    // At the end of memory there is nothing behind
    canary.copy(bytes, end);
  }

  return {
    bytes,
    poison: (byte) => void canary.fill(byte),
    put(given, end, header) {
      const data = typeof given === "string" ? Buffer.from(given, "utf16le") : asBuffer(given);
      const at = end - data.length;
      surround(at, end);
      data.copy(bytes, at);
      if (header > 0) bytes.writeUInt32LE(data.length, at - header);
      return { data, at, end, header };
    },
    check({ data, at, end, header }) {
      const behind = Math.min(margin, bytes.length - end);
      const intact =
        bytes.compare(canary, 0, margin - header, at - margin, at - header) === 0 &&
        bytes.compare(canary, 0, behind, end, end + behind) === 0;
      if (!intact) throw new Error("bytes beside an input were written");
      if (bytes.compare(data, 0, data.length, at, end) !== 0) throw new Error("an input was written");
    },
    putInto(room, data) {
      const at = room + margin;
      surround(at, at + data.length);
      bytes.set(data, at);
      return at;
    },
  };
}

function asBuffer(data: Uint8Array): Buffer {
  return Buffer.isBuffer(data) ? data : Buffer.from(data.buffer, data.byteOffset, data.length);
}
