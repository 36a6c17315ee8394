// Properties: what Envoy calls attributes.
import { beginCall } from "./arena";
import { Bytes } from "./bytes";
import { Status } from "./enums/status";
import { proxy_get_property, proxy_set_property } from "./host";
import { encodePath, pathSize } from "./property-path";
import { resultData, resultSize } from "./result";
import { dataSlot, sizeSlot } from "./slots";
import { actOnCurrent } from "./turn";
import { encode, encodedSize } from "./utf8-encode";

/** What the last {@link readProperty} answered. */
export let propertyStatus: Status = Status.Ok;

/** Reads a property into the result slots; false when there is none. */
export function readProperty(path: string): bool {
  beginCall();
  actOnCurrent();
  const data = encodePath(path);
  propertyStatus = proxy_get_property(data, pathSize, dataSlot, sizeSlot);
  return propertyStatus == Status.Ok;
}

/** Reads a property whose path is in its wire form already: one segment, or several with a zero byte between them. */
export function readWireProperty(path: string): bool {
  beginCall();
  const data = encode(path);
  propertyStatus = proxy_get_property(data, encodedSize, dataSlot, sizeSlot);
  return propertyStatus == Status.Ok;
}

/** Reads a property of a number type that takes 8 bytes; false when there is none or it has another size. */
export function readNumberProperty(path: string): bool {
  if (!readProperty(path)) return false;
  if (resultSize() == 8) return true;
  propertyStatus = Status.ResultMismatch;
  return false;
}

/** The 8 bytes of the property read, as an integer. */
export function resultInteger(): i64 {
  return load<i64>(resultData());
}

/** The 8 bytes of the property read, as a floating-point number. */
export function resultDouble(): f64 {
  return load<f64>(resultData());
}

/** Reads a property of type bool; false when there is none or it has another size. */
export function readBoolProperty(path: string): bool {
  if (!readProperty(path)) return false;
  if (resultSize() == 1) return true;
  propertyStatus = Status.ResultMismatch;
  return false;
}

/** The byte of the property read. */
export function resultBool(): bool {
  return load<u8>(resultData()) != 0;
}

/** Writes filter state `wasm.PATH`. */
export function writeProperty(path: string, value: string): Status {
  beginCall();
  actOnCurrent();
  const data = encodePath(path);
  const size = pathSize;
  const text = encode(value);
  return proxy_set_property(data, size, text, encodedSize);
}

/** Writes filter state `wasm.PATH`. */
export function writePropertyBytes(path: string, value: Bytes): Status {
  beginCall();
  actOnCurrent();
  const data = encodePath(path);
  return proxy_set_property(data, pathSize, changetype<usize>(value), value.length);
}
