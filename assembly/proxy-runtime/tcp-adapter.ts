import { NetworkAction } from "../abi/enums/network-action";
import { PeerType } from "../abi/enums/peer-type";
import { TcpContext } from "../context/tcp-context";
import { Context } from "./context";

/** A TCP connection that an old context answers for. */
@final
export class TcpAdapter extends TcpContext {
  readonly old: Context;

  constructor(old: Context) {
    super();
    this.old = old;
  }

  onNewConnection(): NetworkAction {
    return <NetworkAction>(<i32>this.old.onNewConnection());
  }

  onDownstreamData(size: u32, endOfStream: bool): NetworkAction {
    return <NetworkAction>(<i32>this.old.onDownstreamData(size, endOfStream));
  }

  onUpstreamData(size: u32, endOfStream: bool): NetworkAction {
    return <NetworkAction>(<i32>this.old.onUpstreamData(size, endOfStream));
  }

  onDownstreamConnectionClose(closedBy: PeerType): void {
    this.old.onDownstreamConnectionClose(closedBy);
  }

  onUpstreamConnectionClose(closedBy: PeerType): void {
    this.old.onUpstreamConnectionClose(closedBy);
  }

  onLog(): void {
    this.old.onLog();
  }

  onDone(): bool {
    return this.old.onDone();
  }

  onDelete(): void {
    this.old.onDelete();
  }
}
