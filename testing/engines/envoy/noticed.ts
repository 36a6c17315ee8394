import type { ClientListener, TcpListener } from "../../engine.ts";

// Whoever waits for something looks again after each thing that is heard.

export function noticedClient(listener: ClientListener, notice: () => void): ClientListener {
  return {
    onHeaders: (...heard) => noticed(() => listener.onHeaders(...heard), notice),
    onData: (...heard) => noticed(() => listener.onData(...heard), notice),
    onTrailers: (...heard) => noticed(() => listener.onTrailers(...heard), notice),
    onReset: () => noticed(() => listener.onReset(), notice),
    onFault: (error) => noticed(() => listener.onFault(error), notice),
  };
}

export function noticedTcp(listener: TcpListener, notice: () => void): TcpListener {
  return {
    onData: (bytes) => noticed(() => listener.onData(bytes), notice),
    onEnd: () => noticed(() => listener.onEnd(), notice),
    onClose: () => noticed(() => listener.onClose(), notice),
  };
}

function noticed(hear: () => void, notice: () => void): void {
  hear();
  notice();
}
