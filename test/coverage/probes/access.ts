// An access logger: the host calls onLog of the plugin itself.
import { attributes, log, PluginContext, registerPlugin } from "mesh-wasm/assembly";
import { requestOf } from "mesh-wasm/assembly/http/request";
import { responseOf } from "mesh-wasm/assembly/http/response";

class AccessPlugin extends PluginContext {
  onLog(): void {
    const path = attributes.request.path;
    const header = requestOf(0).headers.get("x-in");
    const answered = responseOf(0).status;
    log.info(`logged ${path} ${attributes.response.code} ${header ? header : "-"} ${answered}`);
  }
}

registerPlugin<AccessPlugin>("access");
