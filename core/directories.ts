import { homedir } from "node:os";
import { join } from "node:path";
import type { Context } from "./context.ts";

/** The folders that mesh-wasm keeps things in, by the XDG base directory convention. */
export interface Directories {
  /** Things that can be fetched again: `MESH_WASM_CACHE_HOME`, else `$XDG_CACHE_HOME/mesh-wasm`, else `~/.cache/mesh-wasm`. */
  cache: string;
  /** Things installed: `MESH_WASM_DATA_HOME`, else `$XDG_DATA_HOME/mesh-wasm`, else `~/.local/share/mesh-wasm`. */
  data: string;
  /** Logs and files of runs: `MESH_WASM_STATE_HOME`, else `$XDG_STATE_HOME/mesh-wasm`, else `~/.local/state/mesh-wasm`. */
  state: string;
}

/** The folders for this user; none is made. */
export function directories(ctx: Pick<Context, "env">): Directories {
  const home = ctx.env["HOME"] || homedir();
  function pick(own: string, xdg: string, fallback: string): string {
    return ctx.env[own] || join(ctx.env[xdg] || join(home, fallback), "mesh-wasm");
  }
  return {
    cache: pick("MESH_WASM_CACHE_HOME", "XDG_CACHE_HOME", ".cache"),
    data: pick("MESH_WASM_DATA_HOME", "XDG_DATA_HOME", ".local/share"),
    state: pick("MESH_WASM_STATE_HOME", "XDG_STATE_HOME", ".local/state"),
  };
}
