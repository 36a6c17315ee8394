import { LogLevel } from "../abi/enums/log-level";
import { writeLog } from "../abi/log-calls";
import { ConfigReader } from "../config/reader";
import { encodeUtf8 } from "../encoding/utf8";
import { NoConfig } from "./no-config";
import { RootContext } from "./root-context";

/**
 * A plugin: one configured use of the module, of a root id. It makes the contexts of its streams.
 *
 * `C` is a class marked `@config`; `this.config` has its defaults until the configuration (JSON; one that is empty or absent counts as
 * `{}`) was read. A configuration that does not fit is refused with a line in the log that names the place. A plugin
 * without `C` takes any configuration and may read it itself, see `pluginConfiguration`.
 *
 * @example
 * @config
 * class CanaryConfig {
 *   header: string = "x-canary";
 * }
 *
 * class Canary extends PluginContext<CanaryConfig> {
 *   createHttpContext(): HttpContext { return new CanaryStream(this); }
 * }
 *
 * class CanaryStream extends HttpContext {
 *   constructor(private plugin: Canary) { super(); }
 *   onRequestHeaders(endOfStream: bool): HeadersAction {
 *     if (this.request.headers.has(this.plugin.config.header)) log.info("a canary");
 *     return HeadersAction.Continue;
 *   }
 * }
 *
 * registerPlugin<Canary>("canary");
 */
export abstract class PluginContext<C = NoConfig> extends RootContext {
  /** The configuration. Another object after each valid configuration. */
  config: C = instantiate<C>();

  __readConfiguration(): bool {
    if (idof<C>() == idof<NoConfig>()) return true;
    // @ts-ignore: the compiler adds the method to @config classes
    if (!isDefined(this.config.__decode)) {
      ERROR("the configuration class of a PluginContext<…> must be marked with @config");
    } else {
      let reader = new ConfigReader(this.pluginConfiguration);
      // What is required is missing then, too
      if (reader.isEmpty) reader = new ConfigReader(encodeUtf8("{}"));
      const config = instantiate<C>();
      // @ts-ignore: the compiler adds the method to @config classes
      config.__decode(reader);
      reader.end();
      if (reader.failed) {
        writeLog(LogLevel.Error, `plugin "${this.rootId}": invalid configuration: ${reader.error}`);
        return false;
      }
      this.config = config;
    }
    return true;
  }
}
