import { checkRelease } from "../vm/link-checks.ts";
import { VmContext } from "../wasm/context.ts";
import { type Plugin, sharesVm } from "../wasm/plugin.ts";
import type { Services } from "../wasm/services.ts";
import { Wasm } from "../wasm/wasm.ts";
import type { PluginHandle } from "./plugin-handle.ts";

/** A thread of the proxy: the main one or a worker. Each has VMs of its own. */
export class Thread {
  readonly name: string;
  readonly services: Services;
  readonly plugins: PluginHandle[] = [];
  private readonly vms: Wasm[] = [];

  constructor(name: string, services: Services) {
    this.name = name;
    this.services = services;
  }

  /** The VM of a plugin on this thread: one that it shares, or a new one. */
  vmOf(plugin: Plugin): { wasm: Wasm; isNew: boolean } {
    const shared = this.vms.find((vm) => !vm.failed && sharesVm(vm.plugin, plugin, this.services.envoyMinor));
    if (shared) return { wasm: shared, isNew: false };
    const wasm = loadVm(plugin, this.services, this.name);
    this.vms.push(wasm);
    return { wasm, isNew: true };
  }

  /** Forgets a VM that has failed. */
  dropVm(wasm: Wasm): void {
    const at = this.vms.indexOf(wasm);
    if (at >= 0) this.vms.splice(at, 1);
  }
}

/** Loads a module into a VM of its own. */
export function loadVm(plugin: Plugin, services: Services, thread: string): Wasm {
  checkRelease(plugin.module.info, services.envoyMinor);
  return new Wasm(plugin, services, thread, (wasm) => new VmContext(wasm));
}
