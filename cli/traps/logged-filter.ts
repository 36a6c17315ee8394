import { parseStack } from "../../module/index.ts";
import { trappingFilter } from "../../module/symbolicate/run-filter.ts";
import { trappingFiles } from "../../module/symbolicate/trapping-source.ts";

/** A module, its source map, and what Envoy would log of a trap in it. */
export interface LoggedFilter {
  wasm: Uint8Array;
  sourceMap: string;
  log: string;
}

/** Builds the filter whose statements trap, lets one trap in Node, and writes the stack as Envoy does. */
export async function loggedFilter(path: string, mode: "debug" | "release"): Promise<LoggedFilter> {
  const { wasm, sourceMap, request } = await trappingFilter(trappingFiles, mode);
  const trap = await request(path);
  const { reason, frames } = parseStack(trap?.stack ?? "");
  const stamp = "[2026-11-28 07:59:46.183][9577]";
  const lines = [
    `${stamp}[info][main] [source/server/server.cc:1] before`,
    ...(trap?.message
      ? [
          `${stamp}[critical][wasm] [source/extensions/common/wasm/context.cc:1160] wasm log probe probe vm: ${trap.message}`,
        ]
      : []),
    `${stamp}[error][wasm] [source/extensions/common/wasm/wasm_vm.cc:38] Function: proxy_on_request_headers failed: Uncaught RuntimeError: ${reason}`,
    "Proxy-Wasm plugin in-VM backtrace:",
    ...frames.map(({ name, offset }, number) => `${String(number).padStart(3)}:  0x${offset?.toString(16)} - ${name}`),
    `${stamp}[info][main] [source/server/server.cc:1] after`,
  ];
  return { wasm, sourceMap, log: lines.map((line) => `${line}\n`).join("") };
}
