/** A plugin that a VM has refused: it is still there, with its timer and its calls, and ends with the VM. */
interface RefusedPlugin {
  endWithVm(): void;
}

/** The plugins of a VM, which ends with the last one that it has taken. */
export class VmPlugins {
  ended = false;
  private taken = 0;
  private readonly refused: RefusedPlugin[] = [];

  take(): void {
    this.taken += 1;
  }

  /** A plugin has not started, or has refused its configuration. */
  refuse(plugin: RefusedPlugin): void {
    this.refused.push(plugin);
    if (this.taken === 0) this.end();
  }

  /** A plugin that was taken has ended. */
  release(): void {
    this.taken -= 1;
    if (this.taken === 0) this.end();
  }

  private end(): void {
    this.ended = true;
    for (const plugin of this.refused.splice(0)) plugin.endWithVm();
  }
}
