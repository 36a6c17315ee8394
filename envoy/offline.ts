import type { Context } from "../core/index.ts";

/** Whether the user forbids the network: `MESH_WASM_OFFLINE` is set, and neither empty nor `0` nor `false`. */
export function isOffline(ctx: Context): boolean {
  return !["", "0", "false"].includes(ctx.env["MESH_WASM_OFFLINE"] ?? "");
}
