import { Status } from "../abi/enums/status";
import { readWireProperty, writePropertyBytes } from "../abi/property-calls";
import { actOnCurrent } from "../abi/turn";
import { bytesOf, resultBuffer } from "./array-buffer";

/**
 * Reads an attribute of the request, the connection or the node: a string as it is, a number in 8 bytes. The segments of
 * the path have a zero byte between them.
 *
 * @returns the value; empty when there is no such attribute (in this phase)
 *
 * @example
 * const path = String.UTF8.decode(get_property("request\0path"));
 */
export function get_property(path: string): ArrayBuffer {
  actOnCurrent();
  return readWireProperty(path) ? resultBuffer() : new ArrayBuffer(0);
}

/**
 * Writes filter state `wasm.PATH` of the stream: `Ok`, or `NotFound` outside of streams.
 *
 * @example
 * set_property("color", String.UTF8.encode("blue"));
 */
export function set_property(path: string, data: ArrayBuffer): Status {
  return writePropertyBytes("\0" + path, bytesOf(data));
}
