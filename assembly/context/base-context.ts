import { Status } from "../abi/enums/status";
import { current, turnTo } from "../abi/turn";
import { Attachment } from "../runtime/attachment";
import { ContextKind } from "../runtime/context-kind";

/** What every context has: the end of its life. */
export abstract class BaseContext {
  /** The host's number of this context; 0 once the host has forgotten it, after `onDelete`. Set by the SDK. */
  contextId: u32 = current;

  /** The host's number of the plugin that the context belongs to. Set by the SDK after the constructor. */
  __pluginId: u32 = 0;

  /** What the SDK takes this context for. */
  readonly __kind: ContextKind;

  /** The newest of what ends with the context. */
  __attached: Attachment | null = null;

  constructor(kind: ContextKind) {
    this.__kind = kind;
  }

  /**
   * Makes this context the one that `attributes`, `property` and foreign functions are about for the rest of the callback:
   * for a stream that was parked and is looked at in a timer of the plugin, say. The methods of a context and its `request`
   * and `response` do so by themselves.
   *
   * @returns `Ok`; `BadArgument` where the host has no such context any more
   *
   * Source: `proxy_set_effective_context`.
   *
   * @example
   * onTick(): void {
   *   for (let i = 0; i < this.parked.length; ++i) {
   *     const stream = this.parked[i];
   *     if (stream.makeEffective() == Status.Ok) log.info(attributes.request.path);
   *   }
   * }
   */
  makeEffective(): Status {
    return turnTo(this.contextId) ? Status.Ok : Status.BadArgument;
  }

  /**
   * The stream or plugin ends. `false` keeps a plugin until it calls `done()`; what a stream answers Envoy ignores. Headers
   * can be read in `onLog` only, which comes before.
   *
   * Source: `proxy_on_done`.
   */
  onDone(): bool {
    return true;
  }

  /**
   * The time to write an access log entry: the stream has ended, and its headers, response trailers and attributes can
   * be read. They cannot be written: header writes answer `BadArgument`. On a plugin it is called where the plugin is configured as
   * an access logger (`envoy.access_loggers.wasm`).
   *
   * Source: `proxy_on_log`.
   */
  onLog(): void {}

  /**
   * The host has forgotten the context. No host call can act on it any more.
   *
   * Source: `proxy_on_delete`.
   */
  onDelete(): void {}

  /** Of the SDK's own use: the host has such a context. */
  __begin(contextId: u32, pluginId: u32): void {
    this.contextId = contextId;
    this.__pluginId = pluginId;
  }

  /** Of the SDK's own use: the host has forgotten the context. */
  __end(): void {
    this.contextId = 0;
    let attached = this.__attached;
    while (attached) {
      attached.release();
      attached = attached.next;
    }
    this.__attached = null;
  }
}
