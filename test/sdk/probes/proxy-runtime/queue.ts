// Old style: streams put the paths of their requests into a queue, the plugin takes them out.
export * from "mesh-wasm/assembly/proxy-runtime/proxy";

import {
  Context,
  dequeue_shared_queue,
  enqueue_shared_queue,
  FilterHeadersStatusValues,
  LogLevelValues,
  log,
  RootContext,
  register_shared_queue,
  registerRootContext,
  resolve_shared_queue,
  stream_context,
  WasmResultValues,
} from "mesh-wasm/assembly/proxy-runtime";

class QueueRoot extends RootContext {
  queue: u32 = 0;

  createContext(context_id: u32): Context {
    return new QueueContext(context_id, this);
  }

  onStart(vm_configuration_size: usize): bool {
    const registered = register_shared_queue("paths");
    this.queue = registered.token;
    log(LogLevelValues.info, `started ${vm_configuration_size} ${registered.result == WasmResultValues.Ok}`);
    return super.onStart(vm_configuration_size);
  }

  onQueueReady(token: u32): void {
    while (true) {
      const taken = dequeue_shared_queue(token);
      const data = taken.data;
      if (taken.result != WasmResultValues.Ok || data === null) break;
      log(LogLevelValues.info, `took ${String.UTF8.decode(data)} ${token == this.queue}`);
    }
    const unknown = dequeue_shared_queue(99);
    log(LogLevelValues.info, `unknown ${unknown.result == WasmResultValues.NotFound} ${unknown.data === null}`);
  }
}

class QueueContext extends Context {
  onRequestHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    const resolved = resolve_shared_queue("queues", "paths");
    const path = stream_context.headers.request.get(":path");
    const put = enqueue_shared_queue(resolved.token, String.UTF8.encode(path));
    const missing = resolve_shared_queue("queues", "nothing");
    log(LogLevelValues.info, `put ${put == WasmResultValues.Ok} ${missing.result} ${missing.token}`);
    return FilterHeadersStatusValues.Continue;
  }
}

registerRootContext((context_id: u32) => {
  return new QueueRoot(context_id);
}, "queue");
