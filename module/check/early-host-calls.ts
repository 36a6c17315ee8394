import { catalogue } from "../../core/index.ts";
import type { WasmModule } from "../read/index.ts";
import type { Finding } from "./finding.ts";
import { forbiddenHostCalls, formatPath, isProxyFunction } from "./host-calls.ts";

/**
 * Host calls in `_initialize`, `_start` or `main` that Envoy does not allow there. Functions of WASI do not count: the
 * runtimes of Go and Rust hold calls to them that they never make.
 */
export function checkEarlyHostCalls(module: WasmModule): Finding[] {
  return entryPoints(module).flatMap((entry): Finding[] => {
    const { reached, path } = forbiddenHostCalls(module, entry.index, "initialize", isProxyFunction);
    if (reached !== "direct") return [];
    const message = `Envoy traps where this happens: ${formatPath(path)}`;
    return [{ code: "MW0324", level: "warning", message, hint: catalogue.MW0324.fix }];
  });
}

function entryPoints({ exports }: WasmModule) {
  const functions = exports.filter(({ kind }) => kind === "function");
  const reactor = functions.some(({ name }) => name === "_initialize");
  const names = reactor ? ["_initialize", "main", "__main_void"] : ["_start"];
  return functions.filter(({ name }) => names.includes(name));
}
