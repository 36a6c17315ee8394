import { BufferType } from "../abi/enums/buffer-type";
import { NetworkAction } from "../abi/enums/network-action";
import { PeerType } from "../abi/enums/peer-type";
import { Status } from "../abi/enums/status";
import { StreamType } from "../abi/enums/stream-type";
import { continueStream } from "../abi/resume";
import { closeStream } from "../abi/stream-calls";
import { scopeOf } from "../abi/turn";
import { Body, bodyOf } from "../http/body";
import { ContextKind } from "../runtime/context-kind";
import { BaseContext } from "./base-context";

/**
 * One TCP connection. A filter overrides the callbacks that it needs; Envoy does not even enter the module for the others.
 *
 * @example
 * class Connection extends TcpContext {
 *   onDownstreamData(size: u32, endOfStream: bool): NetworkAction {
 *     log.debug(this.downstream.text());
 *     return NetworkAction.Continue;
 *   }
 * }
 */
export class TcpContext extends BaseContext {
  constructor() {
    super(ContextKind.Tcp);
  }

  /** The bytes from the client that the host holds in `onDownstreamData`. */
  get downstream(): Body {
    return bodyOf(BufferType.DownstreamData, scopeOf(this.contextId));
  }

  /** The bytes from the upstream that the host holds in `onUpstreamData`. */
  get upstream(): Body {
    return bodyOf(BufferType.UpstreamData, scopeOf(this.contextId));
  }

  /**
   * A client has connected.
   *
   * Source: `proxy_on_new_connection`.
   */
  onNewConnection(): NetworkAction {
    return NetworkAction.Continue;
  }

  /**
   * The client has sent `size` bytes.
   *
   * Source: `proxy_on_downstream_data`.
   */
  onDownstreamData(size: u32, endOfStream: bool): NetworkAction {
    return NetworkAction.Continue;
  }

  /**
   * The upstream has sent `size` bytes.
   *
   * Source: `proxy_on_upstream_data`.
   */
  onUpstreamData(size: u32, endOfStream: bool): NetworkAction {
    return NetworkAction.Continue;
  }

  /**
   * The connection to the client is closed.
   *
   * Source: `proxy_on_downstream_connection_close`.
   */
  onDownstreamConnectionClose(closedBy: PeerType): void {}

  /**
   * The connection to the upstream is closed.
   *
   * Source: `proxy_on_upstream_connection_close`.
   */
  onUpstreamConnectionClose(closedBy: PeerType): void {}

  /** Resumes the paused bytes of the client, once the callback has returned; `BadArgument` when the connection is gone. */
  continueDownstream(): Status {
    return continueStream(this.contextId, StreamType.Downstream);
  }

  /** Resumes the paused bytes of the upstream. Envoy cannot: `Unimplemented`. */
  continueUpstream(): Status {
    return continueStream(this.contextId, StreamType.Upstream);
  }

  /** Closes the connection to the client, once the callback has returned. */
  closeDownstream(): Status {
    return closeStream(this.contextId, StreamType.Downstream);
  }

  /** Closes the connection to the upstream, once the callback has returned; in Envoy that to the client ends with it. */
  closeUpstream(): Status {
    return closeStream(this.contextId, StreamType.Upstream);
  }
}
