import { HeadersAction, HttpContext, log, PluginContext, property, registerPlugin } from "mesh-wasm/assembly";

class PropertiesPlugin extends PluginContext {
  createHttpContext(): HttpContext {
    return new PropertiesStream();
  }

  onConfigure(): bool {
    log.info(`root set ${<i32>property.set("mine", "root")} ${property.getString("plugin_root_id")!}`);
    return true;
  }
}

class PropertiesStream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    const path = property.getString("request.path");
    const size = property.getInt("request.total_size", -1);
    property.has("no.such.attribute");
    const none = <i32>property.lastStatus();
    property.has("request");
    const whole = <i32>property.lastStatus();
    const set = <i32>property.set("mine", "set");
    const mine = property.getString("mine");
    log.info(`properties ${path!} ${size > 0} ${none} ${whole} ${set} ${mine!}`);
    return HeadersAction.Continue;
  }
}

registerPlugin<PropertiesPlugin>("properties");
