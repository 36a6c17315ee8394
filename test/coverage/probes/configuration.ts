// Configuration, refusal, and the end of a plugin. The configuration says what to do.

import { BufferType, HeadersAction, HttpContext, log, PluginContext, registerPlugin, Timer } from "mesh-wasm/assembly";
import { readBuffer } from "mesh-wasm/assembly/abi/buffer-calls";

class ConfigurationPlugin extends PluginContext {
  name: string = "";

  createHttpContext(): HttpContext {
    return new ConfigurationStream(this);
  }

  onVmStart(): bool {
    log.info(`vm start ${this.vmConfigurationText}`);
    return this.vmConfigurationText != "refuse";
  }

  onConfigure(): bool {
    this.name = this.pluginConfigurationText;
    const variable = process.env.has("COLOUR") ? process.env.get("COLOUR") : "-";
    log.info(`configure ${this.name} ${variable} ${process.env.size}`);
    return this.name != "refuse";
  }

  validateConfiguration(): bool {
    log.info("validate");
    return true;
  }

  onForeignFunction(functionId: u32, size: u32): void {
    log.info(`foreign function ${functionId}`);
  }

  onDone(): bool {
    log.info(`done ${this.name}`);
    if (!this.name.startsWith("deferred")) return true;
    Timer.after<ConfigurationPlugin>(this, 10, (plugin) => {
      log.info(`later ${plugin.name}, done ${<i32>plugin.done()}`);
    });
    return false;
  }

  onDelete(): void {
    log.info(`delete ${this.name}`);
  }
}

class ConfigurationStream extends HttpContext {
  constructor(private plugin: ConfigurationPlugin) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const plugin = <i32>readBuffer(BufferType.PluginConfiguration, 0, 100);
    const vm = <i32>readBuffer(BufferType.VmConfiguration, 0, 100);
    const done = <i32>this.plugin.done();
    this.sendLocalReply(200, `${this.plugin.name} ${plugin} ${vm} ${done}`);
    return HeadersAction.Pause;
  }
}

registerPlugin<ConfigurationPlugin>("configuration");
