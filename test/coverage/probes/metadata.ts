import { HttpContext, log, MetadataAction, PluginContext, registerPlugin } from "mesh-wasm/assembly";

class MetadataPlugin extends PluginContext {
  createHttpContext(): HttpContext {
    return new MetadataStream();
  }
}

class MetadataStream extends HttpContext {
  onRequestMetadata(count: u32): MetadataAction {
    log.info(`request metadata ${count}`);
    return MetadataAction.Continue;
  }

  onResponseMetadata(count: u32): MetadataAction {
    log.info(`response metadata ${count}`);
    return MetadataAction.Continue;
  }
}

registerPlugin<MetadataPlugin>("metadata");
