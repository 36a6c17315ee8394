// Overrides every callback, and calls what answers in the others.
import {
  DataAction,
  GrpcService,
  GrpcStream,
  HeadersAction,
  HttpCall,
  HttpContext,
  log,
  MetadataAction,
  NetworkAction,
  PeerType,
  PluginContext,
  registerPlugin,
  TcpContext,
  TrailersAction,
} from "mesh-wasm/assembly";

class Plugin extends PluginContext {
  onStreamCreate(contextId: u32): void {
    log.info(`plugin onStreamCreate ${contextId}`);
  }

  createHttpContext(): HttpContext {
    return new Stream();
  }

  createTcpContext(): TcpContext {
    return new Connection();
  }

  onVmStart(): bool {
    if (this.vmConfigurationText == "call") this.call();
    log.info(`plugin onVmStart ${this.vmConfigurationText}`);
    return true;
  }

  onConfigure(): bool {
    log.info(`plugin onConfigure ${this.pluginConfigurationText} ${this.rootId}`);
    return true;
  }

  private call(): void {
    HttpCall.get("other", "/").send<Plugin>(this, (plugin, response) => log.info("answered"));
    new GrpcStream().open(this, GrpcService.ofCluster("other"), "a.B", "C");
  }

  validateConfiguration(): bool {
    log.info("plugin validateConfiguration");
    return true;
  }

  onTick(): void {
    log.info("plugin onTick");
  }

  onQueueReady(queueId: u32): void {
    log.info(`plugin onQueueReady ${queueId}`);
  }

  onForeignFunction(functionId: u32, size: u32): void {
    log.info(`plugin onForeignFunction ${functionId} ${size}`);
  }

  onResolveDns(token: u32, size: u32): void {
    log.info(`plugin onResolveDns ${token} ${size}`);
  }

  onStatsUpdate(size: u32): void {
    log.info(`plugin onStatsUpdate ${size}`);
  }

  onDone(): bool {
    log.info("plugin onDone");
    return true;
  }

  onLog(): void {
    log.info("plugin onLog");
  }

  onDelete(): void {
    log.info("plugin onDelete");
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    log.info(`stream onRequestHeaders ${this.contextId} ${endOfStream}`);
    return HeadersAction.StopAllIterationAndBuffer;
  }

  onRequestBody(size: u32, endOfStream: bool): DataAction {
    log.info(`stream onRequestBody ${size} ${endOfStream}`);
    return DataAction.StopIterationNoBuffer;
  }

  onRequestTrailers(): TrailersAction {
    log.info("stream onRequestTrailers");
    return TrailersAction.StopIteration;
  }

  onRequestMetadata(count: u32): MetadataAction {
    log.info(`stream onRequestMetadata ${count}`);
    return MetadataAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    log.info(`stream onResponseHeaders ${endOfStream}`);
    return HeadersAction.ContinueAndEndStream;
  }

  onResponseBody(size: u32, endOfStream: bool): DataAction {
    log.info(`stream onResponseBody ${size} ${endOfStream}`);
    return DataAction.StopIterationAndWatermark;
  }

  onResponseTrailers(): TrailersAction {
    log.info("stream onResponseTrailers");
    return TrailersAction.Pause;
  }

  onResponseMetadata(count: u32): MetadataAction {
    log.info(`stream onResponseMetadata ${count}`);
    return MetadataAction.Continue;
  }

  onDone(): bool {
    log.info("stream onDone");
    return false;
  }

  onLog(): void {
    log.info("stream onLog");
  }

  onDelete(): void {
    log.info("stream onDelete");
  }
}

class Connection extends TcpContext {
  onNewConnection(): NetworkAction {
    log.info(`connection onNewConnection ${this.contextId}`);
    return NetworkAction.Pause;
  }

  onDownstreamData(size: u32, endOfStream: bool): NetworkAction {
    log.info(`connection onDownstreamData ${size} ${endOfStream}`);
    return NetworkAction.Pause;
  }

  onUpstreamData(size: u32, endOfStream: bool): NetworkAction {
    log.info(`connection onUpstreamData ${size} ${endOfStream}`);
    return NetworkAction.Continue;
  }

  onDownstreamConnectionClose(closedBy: PeerType): void {
    log.info(`connection onDownstreamConnectionClose ${<i32>closedBy}`);
  }

  onUpstreamConnectionClose(closedBy: PeerType): void {
    log.info(`connection onUpstreamConnectionClose ${<i32>closedBy}`);
  }

  onDone(): bool {
    log.info("connection onDone");
    return true;
  }

  onLog(): void {
    log.info("connection onLog");
  }

  onDelete(): void {
    log.info("connection onDelete");
  }
}

registerPlugin<Plugin>("all");
