import { readProperty } from "../abi/property-calls";
import { resultText } from "../abi/result";
import { readEither } from "./older-name";

/** An attribute of type string; "" where there is none. */
export function text(path: string): string {
  return readProperty(path) ? resultText() : "";
}

/** An attribute of type string that Envoy before 1.33 knows by another name; "" where there is none. */
export function textOr(path: string, older: string): string {
  return readEither(path, older) ? resultText() : "";
}
