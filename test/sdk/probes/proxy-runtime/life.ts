// Old style: the ends of streams and plugins, with nothing else overridden.
export * from "mesh-wasm/assembly/proxy-runtime/proxy";

import {
  Context,
  LogLevelValues,
  log,
  RootContext,
  registerRootContext,
  set_tick_period_milliseconds,
} from "mesh-wasm/assembly/proxy-runtime";

log(LogLevelValues.info, "life: loading");

class LifeRoot extends RootContext {
  private ending: bool = false;

  createContext(context_id: u32): Context {
    return new Life(context_id, this);
  }

  onLog(): void {
    log(LogLevelValues.info, "life: root onLog");
  }

  onDone(): bool {
    super.onDone();
    if (this.getConfiguration() != "wait") return true;
    log(LogLevelValues.info, "life: root waits");
    this.ending = true;
    set_tick_period_milliseconds(10);
    return false;
  }

  onTick(): void {
    if (!this.ending) return;
    log(LogLevelValues.info, "life: root done");
    set_tick_period_milliseconds(0);
    this.done();
  }

  onDelete(): void {
    log(LogLevelValues.info, "life: root onDelete");
  }
}

class Life extends Context {
  constructor(context_id: u32, root_context: LifeRoot) {
    super(context_id, root_context);
  }

  onDone(): bool {
    log(LogLevelValues.info, "life: stream onDone");
    return super.onDone();
  }

  onDelete(): void {
    log(LogLevelValues.info, "life: stream onDelete");
    super.onDelete();
  }
}

registerRootContext((context_id: u32) => {
  return new LifeRoot(context_id);
}, "life");
