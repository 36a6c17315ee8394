import { bufferSize, readBuffer } from "../abi/buffer-calls";
import { BufferType } from "../abi/enums/buffer-type";
import { resultSize, resultText } from "../abi/result";
import { current } from "../abi/turn";
import { HttpContext } from "../context/http-context";
import { RootContext as PluginContext } from "../context/root-context";
import { TcpContext } from "../context/tcp-context";
import { Context } from "./context";
import { HttpAdapter } from "./http-adapter";
import { createRoot } from "./register-root-context";
import { RootContext } from "./root-context";
import { TcpAdapter } from "./tcp-adapter";

/** A plugin that an old root context answers for. */
@final
export class PluginAdapter extends PluginContext {
  readonly old: RootContext;

  constructor() {
    super();
    this.old = createRoot(current);
  }

  createHttpContext(): HttpContext {
    return new HttpAdapter(this.createContext());
  }

  createTcpContext(): TcpContext {
    return new TcpAdapter(this.createContext());
  }

  onVmStart(): bool {
    return this.old.onStart(bufferSize(BufferType.VmConfiguration));
  }

  onConfigure(): bool {
    readBuffer(BufferType.PluginConfiguration, 0, 0xffffffff);
    const size = resultSize();
    this.old.__configuration = resultText();
    return this.old.onConfigure(size);
  }

  validateConfiguration(): bool {
    return this.old.validateConfiguration(bufferSize(BufferType.PluginConfiguration));
  }

  onTick(): void {
    this.old.onTick();
  }

  onQueueReady(queueId: u32): void {
    this.old.onQueueReady(queueId);
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

  // A context is made in a callback of its own stream
  private createContext(): Context {
    const context = this.old.createContext(current);
    context.context_id = current;
    return context;
  }
}
