import { HttpContext } from "mesh-wasm/assembly";
import { IdTable } from "mesh-wasm/assembly/runtime/id-table";

const table = new IdTable();

export function set(id: u32): void {
  const context = new HttpContext();
  context.contextId = id;
  table.set(id, context);
}

export function setNothing(id: u32): void {
  table.set(id, null);
}

/** The id that the context itself has; 0 when there is none. */
export function get(id: u32): u32 {
  const context = changetype<HttpContext | null>(table.get(id));
  return context ? context.contextId : 0;
}

export function forget(id: u32): void {
  table.delete(id);
}

export function size(): u32 {
  return table.size;
}
