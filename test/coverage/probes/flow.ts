// Pausing, going on, closing and answering, in each callback of a stream: the path is `/HOW/WHERE`.
import {
  DataAction,
  GrpcStatus,
  Headers,
  HeadersAction,
  HttpContext,
  log,
  PluginContext,
  registerPlugin,
  TrailersAction,
} from "mesh-wasm/assembly";

class FlowPlugin extends PluginContext {
  parked: FlowStream[] = [];

  createHttpContext(): HttpContext {
    return new FlowStream(this);
  }

  /** Lets all parked streams go on at the next tick, and no sooner. */
  park(stream: FlowStream): void {
    this.parked.push(stream);
    this.setTickPeriod(10);
  }

  onTick(): void {
    this.setTickPeriod(0);
    while (this.parked.length) this.parked.pop().later();
  }
}

class FlowStream extends HttpContext {
  private how: string = "";
  private where: string = "";
  private paused: bool = false;
  private met: bool = false;

  constructor(private plugin: FlowPlugin) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const words = this.request.path.split("/");
    if (words.length == 3) {
      this.how = words[1];
      this.where = words[2];
    }
    return this.pausesAt("request-headers") ? this.headersPause() : HeadersAction.Continue;
  }

  onRequestBody(size: u32, endOfStream: bool): DataAction {
    return this.pausesAt("request-body") ? this.bodyPause() : DataAction.Continue;
  }

  onRequestTrailers(): TrailersAction {
    return this.pausesAt("request-trailers") ? TrailersAction.Pause : TrailersAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    return this.pausesAt("response-headers") ? this.headersPause() : HeadersAction.Continue;
  }

  onResponseBody(size: u32, endOfStream: bool): DataAction {
    return this.pausesAt("response-body") ? this.bodyPause() : DataAction.Continue;
  }

  onResponseTrailers(): TrailersAction {
    return this.pausesAt("response-trailers") ? TrailersAction.Pause : TrailersAction.Continue;
  }

  onDelete(): void {
    log.info(`delete /${this.how}/${this.where}`);
  }

  private headersPause(): HeadersAction {
    if (this.how == "buffer") return HeadersAction.StopAllIterationAndBuffer;
    return this.how == "watermark" ? HeadersAction.StopAllIterationAndWatermark : HeadersAction.Pause;
  }

  private bodyPause(): DataAction {
    return this.how == "watermark" ? DataAction.StopIterationAndWatermark : DataAction.Pause;
  }

  /** Whether a callback is to pause; does what is to be done at its first visit. */
  private pausesAt(where: string): bool {
    if (where != this.where) return false;
    if (!this.met) this.meet();
    return this.paused;
  }

  private meet(): void {
    this.met = this.paused = true;
    if (this.how == "same") log.info(`same ${this.where} ${this.goOn()}`);
    else if (this.how == "close") log.info(`close ${this.where} ${this.close()}`);
    else if (this.how == "reply-twice") log.info(`reply-twice ${this.where} ${this.reply()} ${this.replyAgain()}`);
    else if (this.how == "reply") log.info(`reply ${this.where} ${this.reply()}`);
    else this.plugin.park(this);
  }

  /** In the plugin's tick. */
  later(): void {
    const gone = this.contextId == 0;
    if (this.how == "close-later") log.info(`close-later ${this.where} ${this.close()} ${gone}`);
    else if (this.how == "reply-later") log.info(`reply-later ${this.where} ${this.reply()} ${gone}`);
    else log.info(`${this.how} ${this.where} ${this.goOn()} ${gone}`);
  }

  private goOn(): i32 {
    this.paused = false;
    return this.where.startsWith("request") ? this.continueRequest() : this.continueResponse();
  }

  private close(): i32 {
    return this.where.startsWith("request") ? this.closeRequest() : this.closeResponse();
  }

  private reply(): i32 {
    const headers = Headers.of([["x-reply", this.where]]);
    return this.sendLocalReply(418, "short", headers, "short and stout", GrpcStatus.PermissionDenied);
  }

  private replyAgain(): i32 {
    return this.sendLocalReply(500, "second", null, "second");
  }
}

registerPlugin<FlowPlugin>("flow");
