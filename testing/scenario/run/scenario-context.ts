import type { ByteString } from "../../../host/bytes.ts";
import { BufferType, Status } from "../../../host/status.ts";
import { Context, type ContextBuffer, type ContextMap } from "../../../host/wasm/context.ts";
import { textBuffer } from "../../../host/wasm/context-buffer.ts";
import { logLevels } from "../../../host/wasm/services.ts";
import type { Wasm } from "../../../host/wasm/wasm.ts";

/** What contexts of the runner have in common: they keep their log, and see the plugin's configuration at all times. */
export abstract class ScenarioContext extends Context {
  /** What the plugin has logged in this phase. */
  logs: ByteString[] = [];

  constructor(wasm: Wasm) {
    super(wasm, wasm.nextContextId(), "");
  }

  override log(level: number, message: ByteString): void {
    if (level < logLevels.indexOf(this.wasm.services.logLevel)) return;
    this.logs.push(message);
    super.log(level, message);
  }

  override buffer(type: number): ContextBuffer | Status {
    if (type !== BufferType.PLUGIN_CONFIGURATION) return Status.NOT_FOUND;
    return textBuffer(this.wasm.plugin.configuration);
  }

  override setProperty(): Status {
    return Status.UNIMPLEMENTED;
  }

  /** The runner counts fields. */
  override sizeOf(map: ContextMap): number {
    return map.size;
  }

  override get withoutMap(): Status {
    return Status.BAD_ARGUMENT;
  }

  /** Calls a callback that takes the context's id and answers yes or no; yes where the module does not have it. */
  protected ask(name: string, ...args: number[]): boolean {
    const callback = this.wasm.failed ? undefined : this.wasm.callback(name);
    if (!callback) return true;
    const answer = this.wasm.call(this, name, callback, this.id, ...args);
    this.wasm.runDeferred();
    return answer !== 0;
  }
}
