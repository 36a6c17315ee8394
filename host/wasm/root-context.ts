import type { DeclaredProperty } from "../attributes/declared-property.ts";
import { getProperty } from "../attributes/get-property.ts";
import type { PluginProperties } from "../attributes/property-context.ts";
import { setProperty } from "../attributes/set-property.ts";
import type { ByteString } from "../bytes.ts";
import type { Cancel } from "../event-loop.ts";
import type { ForeignContext, ForeignResult } from "../foreign/foreign-call.ts";
import { HeaderMap } from "../http/header-map.ts";
import type { HttpStream } from "../http/http-stream.ts";
import { BufferType, MapType, Status, StreamType } from "../status.ts";
import type { StreamInfo } from "../stream-info.ts";
import type { Clusters } from "../upstream/cluster.ts";
import { callForeign } from "./call-foreign.ts";
import { CallKind } from "./call-tokens.ts";
import { Context, type ContextBuffer, type GrpcCall, type HttpCall, type Started } from "./context.ts";
import { contextBuffer, readOnlyBuffer, textBuffer } from "./context-buffer.ts";
import { DnsQueries } from "./dns-queries.ts";
import { GrpcCalls } from "./grpc-calls.ts";
import { HttpCalls } from "./http-calls.ts";
import { logPrefix, type Plugin } from "./plugin.ts";
import type { Callback, Wasm } from "./wasm.ts";

const none = new HeaderMap("trailers");

/** A plugin in a VM: its configuration, timer and calls. */
export class RootContext extends Context implements ForeignContext {
  readonly plugin: Plugin;
  readonly pluginProperties: PluginProperties;
  readonly isFilter = false;
  readonly clusters: Clusters;
  /** Of the stream that is logged, where the plugin is an access logger. */
  streamInfo: StreamInfo | undefined;
  requestHeaders: HeaderMap | undefined;
  responseHeaders: HeaderMap | undefined;
  responseTrailers: HeaderMap | undefined;

  private readonly httpCalls: HttpCalls;
  private readonly grpcCalls: GrpcCalls;
  private readonly dnsQueries: DnsQueries;
  private configuring = false;
  private created = false;
  private tickPeriod = 0;
  private cancelTick: Cancel | undefined;
  /** `proxy_on_done` has answered false: the end waits for `proxy_done`. */
  private pendingDone = false;
  private deleted = false;
  private streams = 0;
  /** In how many places of the proxy the plugin stands. */
  private places = 1;
  private ended = false;
  private retired = false;

  constructor(wasm: Wasm, plugin: Plugin, properties: PluginProperties, clusters: Clusters) {
    super(wasm, wasm.nextContextId(), logPrefix(plugin));
    this.plugin = plugin;
    this.pluginProperties = properties;
    this.clusters = clusters;
    this.httpCalls = new HttpCalls(this);
    this.grpcCalls = new GrpcCalls(this);
    this.dnsQueries = new DnsQueries(this);
  }

  get declared(): Map<ByteString, DeclaredProperty> {
    return this.pluginProperties.declared;
  }

  override clearRouteCache(): void {}

  get root(): RootContext {
    return this;
  }

  // Its life

  /** Begins the context and starts the VM for it. False where the module refuses. */
  start(): boolean {
    if (this.wasm.callback("proxy_on_context_create")) this.create();
    // Envoy starts even a VM that has just trapped
    const callback = this.wasm.callback("proxy_on_vm_start");
    return !callback || this.answerOf("proxy_on_vm_start", callback, this.plugin.vmConfiguration.length);
  }

  /** Hands over the plugin's configuration. False where the module refuses it. */
  configure(): boolean {
    if (this.wasm.failed) return true;
    this.create();
    this.configuring = true;
    const accepted = this.ask("proxy_on_configure", this.plugin.configuration.length);
    this.configuring = false;
    return accepted;
  }

  /** A stream of the plugin begins. */
  hold(): void {
    this.streams += 1;
  }

  /** A stream of the plugin has ended. */
  release(): void {
    this.streams -= 1;
    if (this.retired && this.streams === 0) this.shutDown();
  }

  /** The same plugin once more, which shares this context. */
  share(): void {
    this.places += 1;
  }

  /** Another plugin has taken the place: this one ends with its last stream. */
  retire(): void {
    this.places -= 1;
    if (this.places > 0) return;
    this.retired = true;
    if (this.streams === 0) this.shutDown();
  }

  /** Calls `proxy_on_tick` now, whatever the timer says. */
  tickNow(): void {
    this.tell("proxy_on_tick");
  }

  /** Ends the plugin, now or when it says so. */
  shutDown(): void {
    if (this.ended) return;
    this.ended = true;
    this.setTickPeriod(0);
    if (this.ask("proxy_on_done")) this.delete();
    else this.pendingDone = true;
    this.wasm.plugins.release();
  }

  /** Ends the plugin, which was refused, with its VM: nobody waits for it. */
  endWithVm(): void {
    this.setTickPeriod(0);
    if (this.ask("proxy_on_done")) this.delete();
    this.drop();
  }

  /** Writes the access log of a stream, as an access logger. */
  logStream(stream: HttpStream): void {
    this.streamInfo = stream.info;
    this.requestHeaders = stream.requestHeaders;
    this.responseHeaders = stream.responseHeaders;
    this.responseTrailers = stream.responseTrailers;
    this.tell("proxy_on_log");
    this.streamInfo = undefined;
    this.requestHeaders = undefined;
    this.responseHeaders = undefined;
    this.responseTrailers = undefined;
  }

  /** Gives up what it waits for: the VM is gone. */
  drop(): void {
    this.cancelTick?.();
    this.httpCalls.cancelAll();
    this.grpcCalls.cancelAll();
    this.dnsQueries.cancelAll();
  }

  // For host calls

  override done(): Status {
    if (!this.pendingDone) return Status.NOT_FOUND;
    this.pendingDone = false;
    this.wasm.defer(() => this.delete());
    return Status.OK;
  }

  override headerMap(type: number): HeaderMap | undefined {
    // An access logger has every map, if only an empty one
    return this.heldMap(type) ?? (this.streamInfo ? none : undefined);
  }

  private heldMap(type: number): HeaderMap | undefined {
    if (type === MapType.HTTP_REQUEST_HEADERS) return this.requestHeaders;
    if (type === MapType.HTTP_RESPONSE_HEADERS) return this.responseHeaders;
    if (type === MapType.HTTP_RESPONSE_TRAILERS) return this.responseTrailers;
    if (type === MapType.GRPC_CALL_INITIAL_METADATA) return this.grpcCalls.initialMetadata;
    if (type === MapType.GRPC_CALL_TRAILING_METADATA) return this.grpcCalls.trailingMetadata;
    if (type === MapType.HTTP_CALL_RESPONSE_HEADERS) return this.httpCalls.response?.headers;
    if (type === MapType.HTTP_CALL_RESPONSE_TRAILERS) return this.httpCalls.response?.trailers;
    return undefined;
  }

  override buffer(type: number): ContextBuffer | Status {
    return type <= BufferType.UPSTREAM_DATA ? contextBuffer(undefined) : this.commonBuffer(type);
  }

  /** Buffers that streams of the plugin have as well. */
  commonBuffer(type: number): ContextBuffer | Status {
    if (type === BufferType.VM_CONFIGURATION) return textBuffer(this.plugin.vmConfiguration);
    if (type === BufferType.PLUGIN_CONFIGURATION) {
      return this.configuring ? textBuffer(this.plugin.configuration) : Status.NOT_FOUND;
    }
    if (type === BufferType.HTTP_CALL_RESPONSE_BODY) {
      return this.httpCalls.response ? readOnlyBuffer(this.httpCalls.response.body) : Status.NOT_FOUND;
    }
    if (type === BufferType.GRPC_CALL_MESSAGE) return contextBuffer(this.grpcCalls.message);
    return contextBuffer(undefined);
  }

  override configuration(): ByteString {
    return this.configuring ? this.plugin.configuration : this.plugin.vmConfiguration;
  }

  override property(path: ByteString): ByteString | Status {
    return getProperty(path, this);
  }

  override setProperty(path: ByteString, value: ByteString): Status {
    return setProperty(path, value, this);
  }

  override continueStream(type: number): Status {
    return type === StreamType.UPSTREAM ? Status.UNIMPLEMENTED : Status.OK;
  }

  override closeStream(_type: number): Status {
    return Status.OK;
  }

  override setTickPeriod(milliseconds: number): void {
    this.cancelTick?.();
    this.cancelTick = undefined;
    this.tickPeriod = milliseconds;
    if (milliseconds > 0) this.cancelTick = this.wasm.services.loop.after(milliseconds, () => this.tick());
  }

  override httpCall(call: HttpCall): Started {
    return this.httpCalls.start(call);
  }

  override grpcCall(call: GrpcCall, message: Uint8Array, timeout: number): Started {
    return this.grpcCalls.start(CallKind.grpcCall, call, { message, timeout });
  }

  override grpcStream(call: GrpcCall): Started {
    return this.grpcCalls.start(CallKind.grpcStream, call);
  }

  override grpcSend(token: number, message: Uint8Array, endOfStream: boolean): Status {
    return this.grpcCalls.send(token, message, endOfStream);
  }

  override grpcCancel(token: number): Status {
    return this.grpcCalls.cancel(token);
  }

  override grpcClose(token: number): Status {
    return this.grpcCalls.close(token);
  }

  override resolveDns(name: ByteString, token: number): Status {
    this.dnsQueries.start(name, token);
    return Status.OK;
  }

  override callForeignFunction(name: ByteString, argument: Uint8Array): ForeignResult {
    return callForeign(this, name, argument);
  }

  // Inside

  /** Calls back into the module, where it listens and has not failed. */
  tell(name: string, ...args: number[]): void {
    const { wasm } = this;
    const callback = wasm.failed || this.deleted ? undefined : wasm.callback(name);
    if (!callback) return;
    wasm.call(this, name, callback, this.id, ...args);
    wasm.runDeferred();
  }

  /** As {@link tell}, with data for the module to read. */
  tellOf(data: ContextBuffer, name: string, ...args: number[]): void {
    if (this.wasm.failed || !this.wasm.callback(name)) return;
    this.callData = data;
    this.tell(name, ...args, data.length);
  }

  private create(): void {
    if (this.created) return;
    this.created = true;
    this.tell("proxy_on_context_create", 0);
  }

  private ask(name: string, ...args: number[]): boolean {
    const { wasm } = this;
    const callback = wasm.failed ? undefined : wasm.callback(name);
    return !callback || this.answerOf(name, callback, ...args);
  }

  private answerOf(name: string, callback: Callback, ...args: number[]): boolean {
    const { wasm } = this;
    const answer = wasm.call(this, name, callback, this.id, ...args);
    wasm.runDeferred();
    return answer !== 0;
  }

  private tick(): void {
    this.tell("proxy_on_tick");
    if (this.tickPeriod > 0 && !this.wasm.failed) this.setTickPeriod(this.tickPeriod);
  }

  private delete(): void {
    if (this.created) this.tell("proxy_on_delete");
    this.deleted = true;
    this.wasm.contexts.delete(this.id);
    this.drop();
  }
}
