import { readBuffer } from "../abi/buffer-calls";
import { Bytes } from "../abi/bytes";
import { BufferType } from "../abi/enums/buffer-type";
import { GrpcStatus } from "../abi/enums/grpc-status";
import { resultBytes, resultText } from "../abi/result";
import { ContextKind } from "../runtime/context-kind";
import { BaseContext } from "./base-context";
import { HttpContext } from "./http-context";
import { TcpContext } from "./tcp-context";

/** What every plugin has, whatever its configuration. Plugins extend {@link PluginContext}. */
export abstract class RootContext extends BaseContext {
  /** The root id under which the proxy's configuration names this plugin. Set by the SDK after the constructor. */
  rootId: string = "";

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
   * The configuration of the plugin as bytes; empty when there is none. It can be read in `onConfigure` only: what is
   * needed later has to be kept.
   */
  get pluginConfiguration(): Bytes {
    readBuffer(BufferType.PluginConfiguration, 0, 0xffffffff);
    return resultBytes();
  }

  /** Like {@link pluginConfiguration}, as text. */
  get pluginConfigurationText(): string {
    readBuffer(BufferType.PluginConfiguration, 0, 0xffffffff);
    return resultText();
  }

  /** The configuration of the VM as bytes; empty when there is none. It can be read at any time. */
  get vmConfiguration(): Bytes {
    readBuffer(BufferType.VmConfiguration, 0, 0xffffffff);
    return resultBytes();
  }

  /** Like {@link vmConfiguration}, as text. */
  get vmConfigurationText(): string {
    readBuffer(BufferType.VmConfiguration, 0, 0xffffffff);
    return resultText();
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
   * The timer of the plugin ran off.
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
   * The answer to an HTTP call is there; the calling stream's headers can be reached with it as effective context only.
   * No headers mean that the call failed.
   *
   * Source: `proxy_on_http_call_response`.
   */
  onHttpCallResponse(callId: u32, headers: u32, bodySize: u32, trailers: u32): void {}

  /**
   * The initial metadata of a gRPC stream is there.
   *
   * Source: `proxy_on_grpc_receive_initial_metadata`.
   */
  onGrpcReceiveInitialMetadata(callId: u32, count: u32): void {}

  /**
   * A message of a gRPC call or stream is there: `size` bytes.
   *
   * Source: `proxy_on_grpc_receive`.
   */
  onGrpcReceive(callId: u32, size: u32): void {}

  /**
   * The trailing metadata of a gRPC stream is there.
   *
   * Source: `proxy_on_grpc_receive_trailing_metadata`.
   */
  onGrpcReceiveTrailingMetadata(callId: u32, count: u32): void {}

  /**
   * A gRPC call failed, or a gRPC stream has ended.
   *
   * Source: `proxy_on_grpc_close`.
   */
  onGrpcClose(callId: u32, status: GrpcStatus): void {}

  /**
   * An extension of the host calls the module: `size` bytes of arguments.
   *
   * Source: `proxy_on_foreign_function`.
   */
  onForeignFunction(functionId: u32, size: u32): void {}

  /**
   * The answer to a DNS look-up is there.
   *
   * Source: `envoy_on_resolve_dns`.
   */
  onResolveDns(token: u32, size: u32): void {}

  /**
   * The metrics of the proxy, for a plugin that is configured as a stats sink (`envoy.stat_sinks.wasm`).
   *
   * Source: `envoy_on_stats_update`.
   */
  onStatsUpdate(size: u32): void {}

  /** Reads the configuration into the plugin; false, with a line in the log, when it is not valid. Of the SDK's own use. */
  __readConfiguration(): bool {
    return true;
  }
}
