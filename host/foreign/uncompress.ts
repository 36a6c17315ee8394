import { Inflate } from "pako";
import { adler32 } from "../deflate/adler32.ts";
import { Status } from "../status.ts";
import type { ForeignResult } from "./foreign-call.ts";
import { answer, succeed } from "./foreign-function.ts";

const headerSize = 2;
const checksumSize = 4;

/** `uncompress`: what `compress` was given. What follows the end of the zlib format is ignored. */
export function uncompress(argument: Uint8Array): ForeignResult {
  const bytes = hasHeader(argument) ? inflated(argument) : undefined;
  return bytes ? succeed(bytes) : answer(Status.SERIALIZATION_FAILURE);
}

/** Whether the first two bytes are those of the zlib format, without a dictionary. */
function hasHeader([method = 0, flags = 0]: Uint8Array): boolean {
  const isDeflate = (method & 15) === 8 && method >> 4 <= 7;
  return isDeflate && (method * 256 + flags) % 31 === 0 && (flags & 32) === 0;
}

function inflated(bytes: Uint8Array): Uint8Array | undefined {
  // Without the header, because the library would take what follows the end for another part
  const inflate = new Inflate({ raw: true }) as Inflate & { strm: { next_in: number } };
  inflate.push(bytes.subarray(headerSize), true);
  const result = inflate.result as Uint8Array | undefined;
  const end = headerSize + inflate.strm.next_in;
  if (inflate.err !== 0 || !result || bytes.length < end + checksumSize) return undefined;
  const checksum = new DataView(bytes.buffer, bytes.byteOffset + end).getUint32(0);
  return checksum === adler32(result) ? result : undefined;
}
