import { text } from "./text";

/** How the proxy's configuration names the plugin: in every phase, also in `onConfigure`. */
@final
@unmanaged
export class PluginAttributes {
  /** The name of the plugin: `plugin_name`. */
  get name(): string {
    return text("plugin_name");
  }

  /** Its root id: `plugin_root_id`. */
  get rootId(): string {
    return text("plugin_root_id");
  }

  /** The id of its VM: `plugin_vm_id`. */
  get vmId(): string {
    return text("plugin_vm_id");
  }
}
