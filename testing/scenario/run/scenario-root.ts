import type { ByteString } from "../../../host/bytes.ts";
import { Status } from "../../../host/status.ts";
import { ScenarioContext } from "./scenario-context.ts";

/** The plugin in its VM. */
export class ScenarioRoot extends ScenarioContext {
  private pendingDone = false;

  get root(): ScenarioRoot {
    return this;
  }

  /** False where the module refuses to start. */
  start(): boolean {
    this.ask("proxy_on_context_create", 0);
    return this.ask("proxy_on_vm_start", 0) && !this.wasm.failed;
  }

  /** False where the module refuses its configuration. */
  configure(): boolean {
    return this.ask("proxy_on_configure", this.wasm.plugin.configuration.length);
  }

  shutDown(): void {
    if (this.ask("proxy_on_done")) this.ask("proxy_on_delete");
    else this.pendingDone = true;
  }

  override done(): Status {
    if (!this.pendingDone) return Status.NOT_FOUND;
    this.pendingDone = false;
    this.wasm.defer(() => this.ask("proxy_on_delete"));
    return Status.OK;
  }

  override property(path: ByteString): ByteString | Status {
    return path === "plugin_root_id" ? "" : Status.UNIMPLEMENTED;
  }
}
