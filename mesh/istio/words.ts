import type { Direction, FailStrategy, Phase } from "../mesh-plugin.ts";
import type { OptionalField } from "../refused-fields.ts";

/** Istio's words for ours. */
export const phases = { authn: "AUTHN", authz: "AUTHZ", stats: "STATS" } as const satisfies Record<Phase, string>;

export const strategies = {
  close: "FAIL_CLOSE",
  open: "FAIL_OPEN",
  reload: "FAIL_RELOAD",
} as const satisfies Record<FailStrategy, string>;

export const modes = {
  client: "CLIENT",
  server: "SERVER",
  both: "CLIENT_AND_SERVER",
} as const satisfies Record<Direction, string>;

/** What Envoy's configuration of a plugin has, and WasmPlugin and TrafficExtension do not. */
export const beyondWasmPlugin = [
  "vmId",
  "vmConfiguration",
  "allowedCapabilities",
  "allowOnHeadersStopIteration",
] as const satisfies readonly OptionalField[];
