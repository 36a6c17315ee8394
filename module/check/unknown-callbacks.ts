import { catalogue } from "../../core/index.ts";
import { abiMarkers, callbacks, findCallback } from "../abi/index.ts";
import type { WasmModule } from "../read/index.ts";
import type { Finding } from "./finding.ts";
import { nearest } from "./nearest.ts";

/** Both older AssemblyScript SDKs export a callback under this name, which no host calls. */
const oldSdks = "proxy_on_grpc_trailing_metadata";

/** Exports that look like callbacks, but are not among those that Envoy looks for. */
export function checkUnknownCallbacks({ exports, abiVersion }: WasmModule): Finding[] {
  const abi = abiVersion ?? "0.2.1";
  const candidates = callbacks.filter((callback) => callback.abi.includes(abi)).map(({ name }) => name);
  return exports.flatMap(({ name, kind }): Finding[] => {
    if (kind !== "function" || !/^(?:proxy|envoy)_/.test(name) || abiMarkers.has(name)) return [];
    if (name.startsWith("proxy_abi_version_")) return [];
    const known = findCallback(name);
    if (known?.abi.includes(abi)) return [];
    if (known) return [finding(`${name} does not exist in ABI ${abi}, so Envoy never calls it`, catalogue.MW0317.fix)];
    const similar = name === oldSdks ? "proxy_on_grpc_receive_trailing_metadata" : nearest(name, candidates);
    const origin = name === oldSdks ? " (the SDKs of Solo.io and G-Core export this name)" : "";
    return [finding(`Envoy never calls ${name}${origin}`, similar ? `did you mean ${similar}?` : catalogue.MW0317.fix)];
  });
}

function finding(message: string, hint: string): Finding {
  return { code: "MW0317", level: "warning", message, hint };
}
