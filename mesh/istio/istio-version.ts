import { coerce, lt } from "semver";
import { MeshWasmError } from "../../core/index.ts";

/**
 * What came to WasmPlugin when: the first version of Istio whose CustomResourceDefinition has it. What is not listed is there
 * since 1.12, the first version with WasmPlugin.
 */
export const istioFeatures = {
  WasmPlugin: "1.12",
  "vmConfig.env": "1.14",
  match: "1.16",
  failStrategy: "1.19",
  "type NETWORK": "1.20",
  targetRefs: "1.22",
  "failStrategy FAIL_RELOAD": "1.27",
  TrafficExtension: "1.30",
} as const;

/** Something of Istio that is not in every version. */
export type IstioFeature = keyof typeof istioFeatures;

/** Whether a version of Istio has it. No version stands for one that has everything but what replaces something else. */
export function hasFeature(version: string | undefined, feature: IstioFeature): boolean {
  return version === undefined || !lt(parsed(version), parsed(istioFeatures[feature]));
}

/**
 * Refuses what the version does not have.
 *
 * @throws MeshWasmError MW0903 for what is too new, MW0904 for what is no version
 */
export function requireFeature(version: string | undefined, feature: IstioFeature): void {
  if (hasFeature(version, feature)) return;
  throw new MeshWasmError("MW0903", `${feature} came with Istio ${istioFeatures[feature]}, and ${version} is older`);
}

function parsed(version: string): string {
  const coerced = coerce(version);
  if (coerced) return coerced.version;
  throw new MeshWasmError("MW0904", `"${version}" is no version of Istio`, { hint: "write it as 1.27 or 1.27.3" });
}
