import type { Context } from "./context.ts";

/** Whether the user forbids the network: `MESH_WASM_OFFLINE` is set, and neither empty nor `0` nor `false`. */
export function isOffline(ctx: Pick<Context, "env">): boolean {
  return !["", "0", "false"].includes(ctx.env["MESH_WASM_OFFLINE"] ?? "");
}
