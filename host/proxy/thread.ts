import type { Clusters } from "../upstream/cluster.ts";
import { checkRelease } from "../vm/link-checks.ts";
import { VmContext } from "../wasm/context.ts";
import { type Plugin, sharesVm } from "../wasm/plugin.ts";
import type { Services } from "../wasm/services.ts";
import { Wasm } from "../wasm/wasm.ts";
import type { PluginHandle } from "./plugin-handle.ts";

/** A thread of the proxy: the main one or a worker. Each has VMs and connections of its own. */
export class Thread {
  readonly name: string;
  readonly services: Services;
  readonly clusters: Clusters;
  readonly plugins: PluginHandle[] = [];
  private vms: Wasm[] = [];

  constructor(name: string, services: Services, clusters: Clusters) {
    this.name = name;
    this.services = services;
    this.clusters = clusters;
  }

  /** The VM of a plugin on this thread: one that it shares, or a new one. */
  vmOf(plugin: Plugin): Wasm {
    this.vms = this.vms.filter((vm) => !vm.failed && !vm.plugins.ended);
    const shared = this.vms.find((vm) => sharesVm(vm.plugin, plugin, this.services.envoyMinor));
    if (shared) return shared;
    const wasm = loadVm(plugin, this.services, this.name);
    this.vms.push(wasm);
    return wasm;
  }
}

/** Loads a module into a VM of its own. */
export function loadVm(plugin: Plugin, services: Services, thread: string): Wasm {
  checkRelease(plugin.module.info, services.envoyMinor);
  return new Wasm(plugin, services, thread, (wasm) => new VmContext(wasm));
}
