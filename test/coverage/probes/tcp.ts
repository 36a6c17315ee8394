// A TCP connection that does what the client's bytes say. With the configuration "hold" new connections wait for a tick.
import { log, NetworkAction, PeerType, PluginContext, registerPlugin, TcpContext } from "mesh-wasm/assembly";

class TcpPlugin extends PluginContext {
  holds: bool = false;
  waiting: Connection[] = [];

  createTcpContext(): TcpContext {
    return new Connection(this);
  }

  onConfigure(): bool {
    this.holds = this.pluginConfigurationText == "hold";
    return true;
  }

  park(connection: Connection): void {
    this.waiting.push(connection);
    this.setTickPeriod(10);
  }

  onTick(): void {
    this.setTickPeriod(0);
    while (this.waiting.length) this.waiting.pop().goOn();
  }
}

class Connection extends TcpContext {
  constructor(private plugin: TcpPlugin) {
    super();
  }

  onNewConnection(): NetworkAction {
    log.info("new connection");
    if (!this.plugin.holds) return NetworkAction.Continue;
    this.plugin.park(this);
    return NetworkAction.Pause;
  }

  onDownstreamData(size: u32, endOfStream: bool): NetworkAction {
    const text = this.downstream.text();
    log.info(`downstream ${size} ${this.downstream.size} ${endOfStream} ${text}`);
    if (text == "change") {
      this.downstream.prependText("<");
      this.downstream.appendText(">");
    }
    if (text == "replace") this.downstream.replaceText("other");
    if (text == "close downstream") log.info(`closed ${<i32>this.closeDownstream()}`);
    if (text == "close upstream") log.info(`closed ${<i32>this.closeUpstream()}`);
    if (text == "same") {
      log.info(`same ${<i32>this.continueDownstream()}`);
      return NetworkAction.Pause;
    }
    if (text != "wait") return NetworkAction.Continue;
    this.plugin.park(this);
    return NetworkAction.Pause;
  }

  onUpstreamData(size: u32, endOfStream: bool): NetworkAction {
    const text = this.upstream.text();
    log.info(`upstream ${size} ${endOfStream} ${text}`);
    if (text == "<change>") {
      this.upstream.prependText("[");
      this.upstream.appendText("]");
    }
    return text == "hold" ? NetworkAction.Pause : NetworkAction.Continue;
  }

  goOn(): void {
    log.info(`continued ${<i32>this.continueDownstream()} ${<i32>this.continueUpstream()}`);
  }

  onDownstreamConnectionClose(closedBy: PeerType): void {
    log.info(`downstream closed ${<i32>closedBy}`);
  }

  onUpstreamConnectionClose(closedBy: PeerType): void {
    log.info(`upstream closed ${<i32>closedBy}`);
  }

  onDone(): bool {
    log.info("done");
    return true;
  }

  onLog(): void {
    log.info("log");
  }

  onDelete(): void {
    log.info("delete");
  }
}

registerPlugin<TcpPlugin>("tcp");
