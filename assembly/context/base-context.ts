import { ContextKind } from "../runtime/context-kind";

/** What every context has: the end of its life. */
export abstract class BaseContext {
  /** The host's number of this context; 0 in the constructor. Set by the SDK. */
  contextId: u32 = 0;

  /** What the SDK takes this context for. */
  readonly __kind: ContextKind;

  constructor(kind: ContextKind) {
    this.__kind = kind;
  }

  /**
   * The stream or plugin ends. `false` would keep a plugin until `proxy_done`; what a stream answers Envoy ignores. Headers
   * can be read in `onLog` only, which comes before.
   *
   * Source: `proxy_on_done`.
   */
  onDone(): bool {
    return true;
  }

  /**
   * The time to write an access log entry: the stream has ended, and all its headers, trailers and attributes can be read.
   * They cannot be written: header writes answer `BadArgument`. On a plugin it is called where the plugin is configured as
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
}
