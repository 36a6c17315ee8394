// Old style: a TCP connection.
export * from "mesh-wasm/assembly/proxy-runtime/proxy";

import {
  BufferTypeValues,
  Context,
  FilterStatusValues,
  get_buffer_bytes,
  LogLevelValues,
  log,
  RootContext,
  registerRootContext,
  set_buffer_bytes,
} from "mesh-wasm/assembly/proxy-runtime";
import { PeerTypeValues } from "mesh-wasm/assembly/proxy-runtime/runtime";

class TcpRoot extends RootContext {
  createContext(context_id: u32): Context {
    return new Connection(context_id, this);
  }
}

class Connection extends Context {
  constructor(context_id: u32, root_context: TcpRoot) {
    super(context_id, root_context);
  }

  onNewConnection(): FilterStatusValues {
    log(LogLevelValues.info, "tcp: onNewConnection");
    return FilterStatusValues.Continue;
  }

  onDownstreamData(size: usize, end: bool): FilterStatusValues {
    const data = get_buffer_bytes(BufferTypeValues.NetworkDownstreamData, 0, <u32>size);
    log(LogLevelValues.info, `tcp: onDownstreamData ${size} ${end} ${String.UTF8.decode(data)}`);
    if (size) set_buffer_bytes(BufferTypeValues.NetworkDownstreamData, 0, 0, String.UTF8.encode("> "));
    return FilterStatusValues.Continue;
  }

  onUpstreamData(size: usize, end: bool): FilterStatusValues {
    log(LogLevelValues.info, `tcp: onUpstreamData ${size} ${end}`);
    return FilterStatusValues.Continue;
  }

  onDownstreamConnectionClose(t: PeerTypeValues): void {
    log(LogLevelValues.info, `tcp: onDownstreamConnectionClose ${t}`);
  }

  onDone(): bool {
    log(LogLevelValues.info, "tcp: onDone");
    return super.onDone();
  }

  onLog(): void {
    log(LogLevelValues.info, "tcp: onLog");
  }

  onDelete(): void {
    log(LogLevelValues.info, "tcp: onDelete");
  }
}

registerRootContext((context_id: u32) => {
  return new TcpRoot(context_id);
}, "tcp");
