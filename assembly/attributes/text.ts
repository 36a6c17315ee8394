import { property } from "../property/property";

/** An attribute of type string; "" where there is none. */
export function text(path: string): string {
  const value = property.getString(path);
  return value === null ? "" : value;
}
