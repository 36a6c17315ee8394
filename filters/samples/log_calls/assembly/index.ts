import { HeadersAction, HttpContext, log, PluginContext, registerPlugin } from "mesh-wasm/assembly";

/** Logs in which order the host calls a plugin and its streams. */
class LogCalls extends PluginContext {
  constructor() {
    super();
    log.info("log_calls: root onCreate called");
  }

  onVmStart(): bool {
    log.info("log_calls: root onStart called");
    return true;
  }

  onConfigure(): bool {
    log.info("log_calls: root onConfigure called");
    return true;
  }

  onStreamCreate(contextId: u32): void {
    log.info("log_calls: http onCreate called");
  }

  createHttpContext(): HttpContext {
    return new Stream();
  }

  onDone(): bool {
    log.info("log_calls: root onDone called");
    return true;
  }

  onDelete(): void {
    log.info("log_calls: root onDelete called");
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    log.info("log_calls: http onRequestHeaders called");
    return HeadersAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    log.info("log_calls: http onResponseHeaders called");
    return HeadersAction.Continue;
  }

  onLog(): void {
    log.info("log_calls: http onLog called");
  }

  onDone(): bool {
    log.info("log_calls: http onDone called");
    return true;
  }

  onDelete(): void {
    log.info("log_calls: http onDelete called");
  }
}

registerPlugin<LogCalls>("log_calls");
