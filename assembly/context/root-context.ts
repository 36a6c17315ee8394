import { readBuffer, readBufferBytes } from "../abi/buffer-calls";
import { Bytes } from "../abi/bytes";
import { BufferType } from "../abi/enums/buffer-type";
import { Status } from "../abi/enums/status";
import { dnsToken, endPlugin, resolveDns } from "../abi/plugin-calls";
import { resultText } from "../abi/result";
import { scopeOf } from "../abi/turn";
import { Request, requestOf } from "../http/request";
import { Response, responseOf } from "../http/response";
import { ContextKind } from "../runtime/context-kind";
import { setPeriod } from "../timer/ticker";
import { BaseContext } from "./base-context";
import { HttpContext } from "./http-context";
import { TcpContext } from "./tcp-context";

/** What every plugin has, whatever its configuration. Plugins extend {@link PluginContext}. */
export abstract class RootContext extends BaseContext {
  /** The root id under which the proxy's configuration names this plugin. Set by the SDK after the constructor. */
  rootId: string = "";

  /** What {@link setTickPeriod} was given. */
  __tickPeriod: u32 = 0;

  /** The timer that calls {@link onTick}, where timers share the host's tick. */
  __ticks: Object | null = null;

  /** Its `Schedule` of timers. By no more than its kind, lest a module without timers have their code. */
  __schedule: Object | null = null;

  constructor() {
    super(ContextKind.Plugin);
  }

  /**
   * Makes the context of an HTTP stream, at its first callback. `null`: this plugin has nothing to do with the stream, and
   * gets no callback for it.
   *
   * @example
   * createHttpContext(): HttpContext { return new Stream(this); }
   */
  createHttpContext(): HttpContext | null {
    return null;
  }

  /** Makes the context of a TCP connection, at its first callback. `null`: the plugin has nothing to do with it. */
  createTcpContext(): TcpContext | null {
    return null;
  }

  /**
   * A stream has begun: an HTTP stream or a TCP connection. Which one is not known before its first callback, and nothing of
   * it can be read yet; {@link createHttpContext} and {@link createTcpContext} are asked then.
   *
   * @param contextId the id that the context will have
   *
   * @source `proxy_on_context_create`
   *
   * @example
   * onStreamCreate(contextId: u32): void {
   *   log.debug(`stream ${contextId} begins`);
   * }
   */
  onStreamCreate(contextId: u32): void {}

  /** The request of the stream that `onLog` of an access logger is about; there is none in other callbacks. */
  get request(): Request {
    return requestOf(scopeOf(this.contextId));
  }

  /** The response of the stream that `onLog` of an access logger is about; there is none in other callbacks. */
  get response(): Response {
    return responseOf(scopeOf(this.contextId));
  }

  /**
   * The configuration of the plugin as bytes; empty when there is none. It can be read in `onConfigure` only: what is
   * needed later has to be kept.
   */
  get pluginConfiguration(): Bytes {
    return readBufferBytes(BufferType.PluginConfiguration, 0, 0xffffffff);
  }

  /** Like {@link pluginConfiguration}, as text. */
  get pluginConfigurationText(): string {
    readBuffer(BufferType.PluginConfiguration, 0, 0xffffffff);
    return resultText();
  }

  /** The configuration of the VM as bytes; empty when there is none. It can be read at any time. */
  get vmConfiguration(): Bytes {
    return readBufferBytes(BufferType.VmConfiguration, 0, 0xffffffff);
  }

  /** Like {@link vmConfiguration}, as text. */
  get vmConfigurationText(): string {
    readBuffer(BufferType.VmConfiguration, 0, 0xffffffff);
    return resultText();
  }

  /**
   * The bytes that came with `onForeignFunction` or `onResolveDns`. They can be read in that callback only. What comes with
   * `onStatsUpdate` is for a `StatsReader`: Envoy says a wrong size of it, and here it is mostly empty.
   *
   * Source: buffer `FOREIGN_FUNCTION_ARGUMENTS`, in which Envoy has what it brings with any of the three.
   *
   * @example
   * onForeignFunction(functionId: u32, size: u32): void {
   *   log.info(`function ${functionId}: ${decodeUtf8(this.callbackData)}`);
   * }
   */
  get callbackData(): Bytes {
    return readBufferBytes(BufferType.ForeignFunctionArguments, 0, 0xffffffff);
  }

  /**
   * The plugin starts in this VM, before it is configured. `false` refuses: Envoy rejects the configuration, or does not
   * start.
   *
   * Source: `proxy_on_vm_start`, which Envoy calls once for each plugin of a VM.
   */
  onVmStart(): bool {
    return true;
  }

  /**
   * The plugin's configuration is there; of a plugin with a `@config` class, `this.config` has been read from it already.
   * `false` refuses: Envoy rejects the configuration, or does not start. Say why in the log.
   *
   * Envoy calls it on a trial instance, on the main thread and on each worker.
   *
   * Source: `proxy_on_configure`.
   */
  onConfigure(): bool {
    return true;
  }

  /**
   * Whether a configuration would be accepted; nothing of it is to be put into effect. Envoy never calls it.
   *
   * Source: `proxy_validate_configuration` of proxy-wasm-cpp-host.
   */
  validateConfiguration(): bool {
    return true;
  }

  /**
   * Has {@link onTick} called every so many milliseconds, in this VM: each worker has its own. 0 stops it. See `Timer` for
   * more than one timer, and for those of streams.
   *
   * @returns `Ok`
   *
   * Source: `proxy_set_tick_period_milliseconds`.
   */
  setTickPeriod(milliseconds: u32): Status {
    return setPeriod(this, milliseconds);
  }

  /**
   * Ends the plugin after `onDone` has answered `false`: what had to be finished is.
   *
   * @returns `Ok`; `NotFound` where it is not about to end
   *
   * Source: `proxy_done`.
   */
  done(): Status {
    return endPlugin(this.contextId);
  }

  /**
   * Has the host look up the addresses of a name; `onResolveDns` gets the answer. Envoy only, and not in all builds.
   *
   * @returns the token by which `onResolveDns` is told of the answer, which may have come already; 0 when the host does not
   *   look it up
   *
   * Source: `envoy_resolve_dns`.
   */
  resolveDns(name: string): u32 {
    return resolveDns(this.contextId, name) == Status.Ok ? dnsToken() : 0;
  }

  /**
   * The period of {@link setTickPeriod} is over.
   *
   * Source: `proxy_on_tick`.
   */
  onTick(): void {}

  /**
   * A value was put into a shared queue that this plugin has registered. Another worker may have taken it already.
   *
   * Source: `proxy_on_queue_ready`.
   */
  onQueueReady(queueId: u32): void {}

  /**
   * An extension of the host calls the module: `size` bytes of arguments, which are the {@link callbackData}.
   *
   * Source: `proxy_on_foreign_function`.
   */
  onForeignFunction(functionId: u32, size: u32): void {}

  /**
   * The answer to a DNS look-up is there. For names that need none, such as addresses and `localhost`, Envoy calls this before
   * `resolveDns` has returned: the token is not known yet.
   *
   * Source: `envoy_on_resolve_dns`.
   */
  onResolveDns(token: u32, size: u32): void {}

  /**
   * The metrics of the proxy, for a plugin that is configured as a stats sink (`envoy.stat_sinks.wasm`): a `StatsReader`
   * reads them. `size` is what Envoy says of their size, which is wrong, often by gigabytes.
   *
   * Source: `envoy_on_stats_update`.
   *
   * @example
   * onStatsUpdate(size: u32): void {
   *   const stats = new StatsReader();
   *   while (stats.next()) log.debug(`${stats.name} ${stats.value}`);
   * }
   */
  onStatsUpdate(size: u32): void {}

  /** Reads the configuration into the plugin; false, with a line in the log, when it is not valid. Of the SDK's own use. */
  __readConfiguration(): bool {
    return true;
  }
}
