// Old style: holds requests and lets them go from the plugin's tick. The period is the plugin's configuration.
export * from "mesh-wasm/assembly/proxy-runtime/proxy";

import {
  Context,
  continue_request,
  FilterHeadersStatusValues,
  LogLevelValues,
  log,
  RootContext,
  registerRootContext,
  set_tick_period_milliseconds,
  stream_context,
  WasmResultValues,
} from "mesh-wasm/assembly/proxy-runtime";

class TickRoot extends RootContext {
  parked: Context[] = [];

  createContext(context_id: u32): Context {
    return new TickContext(context_id, this);
  }

  // Does not call the method of the base class
  onConfigure(configuration_size: u32): bool {
    set_tick_period_milliseconds(<u32>parseInt(this.getConfiguration()));
    return true;
  }

  onTick(): void {
    while (this.parked.length) {
      const context = this.parked.pop();
      if (context.setEffectiveContext() != WasmResultValues.Ok) {
        log(LogLevelValues.info, "gone");
        continue;
      }
      stream_context.headers.request.add("x-ticked", "yes");
      continue_request();
    }
  }
}

class TickContext extends Context {
  onRequestHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    const root = this.root_context as TickRoot;
    root.parked.push(this);
    log(LogLevelValues.info, "parked");
    return FilterHeadersStatusValues.StopIteration;
  }
}

registerRootContext((context_id: u32) => {
  return new TickRoot(context_id);
}, "tick");
