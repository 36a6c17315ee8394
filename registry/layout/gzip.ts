// Not its build for Node, which loads threads
import { gzipSync } from "fflate/browser";

/** Compressed by code of our own version, not by that of Node: the same bytes with each Node. */
export function gzip(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { level: 9, mtime: 0 });
}
