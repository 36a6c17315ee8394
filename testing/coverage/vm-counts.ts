import type { HostVm } from "../../host/index.ts";
import { collectCoverage } from "../../module/coverage/index.ts";

/**
 * Names the folder to which test processes write what the modules have counted; unset, nothing is collected. `mesh-wasm test
 * --coverage` sets it.
 */
export const coverageVariable = "MESH_WASM_COVERAGE";

/** Names the folder that the modules were compiled in. Default: the current one. */
export const coverageProjectVariable = "MESH_WASM_COVERAGE_PROJECT";

/** The VMs of a host, until what they have counted is collected. */
export class VmCounts {
  readonly #vms: HostVm[] = [];
  readonly #projectDir: string | undefined;
  readonly #isWanted: boolean;

  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.#isWanted = Boolean(env[coverageVariable]);
    this.#projectDir = env[coverageProjectVariable];
  }

  add(vm: HostVm): void {
    if (this.#isWanted) this.#vms.push(vm);
  }

  /** Adds up what they have counted so far. Each VM counts once. */
  collect(): void {
    for (const { module, memory } of this.#vms.splice(0)) collectCoverage(module, memory ?? null, this.#projectDir);
  }
}
