import { log, NetworkAction, PeerType, PluginContext, registerPlugin, Status, TcpContext } from "mesh-wasm/assembly";

class Tcp extends PluginContext {
  createTcpContext(): TcpContext {
    return new Connection();
  }
}

class Connection extends TcpContext {
  onNewConnection(): NetworkAction {
    log.info("onNewConnection");
    return NetworkAction.Continue;
  }

  onDownstreamData(size: u32, endOfStream: bool): NetworkAction {
    const text = this.downstream.text();
    log.info(`onDownstreamData ${size} ${endOfStream} ${text}`);
    if (text == "bye") log.info(`closed ${this.closeDownstream() == Status.Ok}`);
    this.downstream.prependText("> ");
    return NetworkAction.Continue;
  }

  onUpstreamData(size: u32, endOfStream: bool): NetworkAction {
    log.info(`onUpstreamData ${size} ${endOfStream}`);
    this.upstream.appendText(" <");
    return NetworkAction.Continue;
  }

  onDownstreamConnectionClose(closedBy: PeerType): void {
    log.info(`onDownstreamConnectionClose ${<i32>closedBy}`);
  }

  onUpstreamConnectionClose(closedBy: PeerType): void {
    log.info(`onUpstreamConnectionClose ${<i32>closedBy}`);
  }

  onDone(): bool {
    log.info("onDone");
    return true;
  }

  onLog(): void {
    log.info("onLog");
  }

  onDelete(): void {
    log.info("onDelete");
  }
}

registerPlugin<Tcp>("tcp");
