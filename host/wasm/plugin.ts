import type { ByteString } from "../bytes.ts";
import type { LoadedModule } from "../vm/loaded-module.ts";

/** What happens to streams after the module has trapped. `LEGACY_FAIL_OPEN` is the old field `fail_open`. */
export type FailurePolicy = "FAIL_CLOSED" | "FAIL_OPEN" | "FAIL_RELOAD" | "LEGACY_FAIL_OPEN";

/** One configured use of a module. */
export interface Plugin {
  module: LoadedModule;
  name: ByteString;
  rootId: ByteString;
  vmId: ByteString;
  configuration: ByteString;
  vmConfiguration: ByteString;
  environment: readonly (readonly [name: ByteString, value: ByteString])[];
  failurePolicy: FailurePolicy;
  /** Milliseconds before a module that has trapped is loaded again; of FAIL_RELOAD. */
  reloadBackoff: number;
  allowOnHeadersStopIteration: boolean;
  /** Names of the host functions and callbacks that may be used; all where it is undefined. */
  capabilities: ReadonlySet<string> | undefined;
}

/** What stands before a plugin's log lines. */
export function logPrefix(plugin: Pick<Plugin, "name" | "rootId" | "vmId">): string {
  return [plugin.name, plugin.rootId, plugin.vmId].filter((part) => part !== "").join(" ");
}

/**
 * Plugins with the same key share a VM. In older releases of Envoy the key has less in it: the second plugin then runs with the
 * environment or the capabilities of the first.
 */
export function sharesVm(a: Plugin, b: Plugin, envoyMinor: number): boolean {
  return (
    a.module === b.module &&
    a.vmId === b.vmId &&
    a.vmConfiguration === b.vmConfiguration &&
    (envoyMinor < 39 || String(a.environment) === String(b.environment)) &&
    (envoyMinor < 40 || namesOf(a.capabilities) === namesOf(b.capabilities))
  );
}

function namesOf(capabilities: Plugin["capabilities"]): string | undefined {
  return capabilities && [...capabilities].sort().join();
}

/** Plugins with the same key share a root context. */
export function sharesRootContext(a: Plugin, b: Plugin, envoyMinor: number): boolean {
  if (!sharesVm(a, b, envoyMinor)) return false;
  return a.name === b.name && a.rootId === b.rootId && a.configuration === b.configuration;
}
