import { catalogue } from "../../core/index.ts";
import { abiMarkers } from "../abi/index.ts";
import type { WasmModule } from "../read/index.ts";
import type { Finding } from "./finding.ts";

const marker = /^proxy_abi_version_/;

/** The module must export the marker of exactly one ABI version. */
export function checkAbiVersion(module: WasmModule): Finding[] {
  const [first, ...others] = module.abiVersions;
  if (first && others.length > 0) {
    const message = `it exports the markers of ${[first, ...others].join(" and ")}; Envoy takes ${first}`;
    return [{ code: "MW0309", level: "error", message, hint: catalogue.MW0309.fix }];
  }
  if (first) return [];
  return [{ code: "MW0301", level: "error", ...missingMarker(module) }];
}

function missingMarker({ exports }: WasmModule): { message: string; hint: string } {
  const like = exports.find(({ name }) => marker.test(name));
  if (!like) return { message: "no proxy_abi_version_… function is exported", hint: catalogue.MW0301.fix };
  if (abiMarkers.has(like.name)) {
    return { message: `${like.name} is exported as a ${like.kind}`, hint: "export it as a function" };
  }
  return {
    message: `${like.name} is no version that Envoy knows`,
    hint: `build for one of ${[...abiMarkers.values()].join(", ")}`,
  };
}
