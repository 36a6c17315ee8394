import type { DeclaredProperty } from "../attributes/declared-property.ts";
import { getProperty } from "../attributes/get-property.ts";
import type { PluginProperties } from "../attributes/property-context.ts";
import { setProperty } from "../attributes/set-property.ts";
import type { ByteString } from "../bytes.ts";
import type { DataBuffer } from "../data-buffer.ts";
import type { ForeignContext, ForeignResult } from "../foreign/foreign-call.ts";
import type { HeaderMap } from "../http/header-map.ts";
import { BufferType, MapType, PeerType, Status, StreamType } from "../status.ts";
import type { StreamInfo } from "../stream-info.ts";
import type { NetworkFilter, NetworkStatus } from "../tcp/network-filters.ts";
import type { TcpStream } from "../tcp/tcp-stream.ts";
import { callForeign } from "./call-foreign.ts";
import { Context, type ContextBuffer } from "./context.ts";
import { contextBuffer } from "./context-buffer.ts";
import type { RootContext } from "./root-context.ts";

/** A TCP connection in a plugin. */
export class TcpContext extends Context implements NetworkFilter, ForeignContext {
  readonly root: RootContext;
  readonly stream: TcpStream;
  readonly isFilter = true;
  readonly requestHeaders = undefined;
  readonly responseHeaders = undefined;
  readonly responseTrailers = undefined;
  readonly declared = new Map<ByteString, DeclaredProperty>();

  private downstream: DataBuffer | undefined;
  private upstream: DataBuffer | undefined;
  private created = false;
  private downstreamClosed = false;
  private ended = false;
  private failed = false;

  constructor(root: RootContext, stream: TcpStream) {
    super(root.wasm, root.wasm.nextContextId(), root.prefix);
    this.root = root;
    this.stream = stream;
    root.hold();
  }

  get pluginProperties(): PluginProperties {
    return this.root.pluginProperties;
  }

  get streamInfo(): StreamInfo {
    return this.stream.info;
  }

  // As a filter

  onNewConnection(): NetworkStatus {
    this.created = true;
    this.tell("proxy_on_context_create", this.root.id);
    return this.ask("proxy_on_new_connection");
  }

  onData(data: DataBuffer, endOfStream: boolean): NetworkStatus {
    if (!this.created) return "continue";
    this.downstream = data;
    const status = this.ask("proxy_on_downstream_data", data.length, Number(endOfStream));
    if (status === "continue") this.downstream = undefined;
    return status;
  }

  onWrite(data: DataBuffer, endOfStream: boolean): NetworkStatus {
    if (!this.created) return "continue";
    this.upstream = data;
    const status = this.ask("proxy_on_upstream_data", data.length, Number(endOfStream));
    if (status === "continue") this.upstream = undefined;
    if (endOfStream) {
      // Envoy tells of the upstream's end at its last bytes: it does not know of its connection
      this.tell("proxy_on_upstream_connection_close", PeerType.UNKNOWN);
      if (this.downstreamClosed) this.end();
    }
    return status;
  }

  onClose(peer: number): void {
    if (!this.created) return;
    this.tell("proxy_on_downstream_connection_close", peer);
    this.downstreamClosed = true;
    this.end();
  }

  // For host calls

  override headerMap(type: number): HeaderMap | undefined {
    return type >= MapType.GRPC_CALL_INITIAL_METADATA ? this.root.headerMap(type) : undefined;
  }

  override buffer(type: number): ContextBuffer | Status {
    if (type === BufferType.DOWNSTREAM_DATA) return contextBuffer(this.downstream);
    if (type === BufferType.UPSTREAM_DATA) return contextBuffer(this.upstream);
    if (type <= BufferType.HTTP_RESPONSE_BODY) return contextBuffer(undefined);
    return this.root.commonBuffer(type);
  }

  override property(path: ByteString): ByteString | Status {
    return getProperty(path, this);
  }

  override setProperty(path: ByteString, value: ByteString): Status {
    return setProperty(path, value, this);
  }

  override continueStream(type: number): Status {
    if (type === StreamType.UPSTREAM) return Status.UNIMPLEMENTED;
    if (type === StreamType.DOWNSTREAM) this.later(() => this.stream.continueReading(this));
    return Status.OK;
  }

  override closeStream(type: number): Status {
    if (type >= StreamType.DOWNSTREAM) this.later(() => this.stream.close());
    return Status.OK;
  }

  override callForeignFunction(name: ByteString, argument: Uint8Array): ForeignResult {
    return callForeign(this, name, argument);
  }

  // Inside

  private tell(name: string, ...args: number[]): void {
    const { wasm } = this;
    const callback = wasm.failed ? undefined : wasm.callback(name);
    if (!callback) return;
    wasm.call(this, name, callback, this.id, ...args);
    wasm.runDeferred();
  }

  private ask(name: string, ...args: number[]): NetworkStatus {
    const { wasm } = this;
    if (wasm.failed) return this.fail();
    const callback = wasm.callback(name);
    if (!callback) return "continue";
    const answer = wasm.call(this, name, callback, this.id, ...args);
    const status = wasm.failed ? this.fail() : answer === 0 ? "continue" : "stop";
    wasm.runDeferred();
    return status;
  }

  /** The module has failed: closes the connection, unless it is to go on without it. */
  private fail(): NetworkStatus {
    if (this.root.plugin.failurePolicy === "LEGACY_FAIL_OPEN") return "continue";
    if (!this.failed) {
      this.failed = true;
      this.stream.loop.post(() => this.stream.close());
    }
    return "stop";
  }

  private end(): void {
    if (this.ended) return;
    this.ended = true;
    this.tell("proxy_on_done");
    this.tell("proxy_on_log");
    this.tell("proxy_on_delete");
    this.wasm.contexts.delete(this.id);
    this.root.release();
  }

  private later(action: () => void): void {
    this.wasm.defer(() => {
      if (!this.ended) action();
    });
  }
}
