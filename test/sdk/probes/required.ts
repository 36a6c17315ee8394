import { PluginContext, registerPlugin } from "mesh-wasm/assembly";

@config
class RequiredConfig {
  needed!: u32;
}

class Required extends PluginContext<RequiredConfig> {}

registerPlugin<Required>("required");
