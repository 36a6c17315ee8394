import type { Socket } from "node:net";
import type { TcpListener, TcpSide } from "../../engine.ts";

/** A socket as one end of a connection. It must have been made with `allowHalfOpen`. */
export function tcpSide(socket: Socket): TcpSide {
  return {
    send: (bytes) => void socket.write(bytes),
    end: () => void socket.end(),
    close: () => void socket.destroy(),
  };
}

/** Tells what a socket hears. */
export function hear(socket: Socket, listener: TcpListener): void {
  socket.on("error", () => {}); // "close" tells
  socket.on("data", (bytes: Buffer) => listener.onData(bytes));
  socket.once("end", () => listener.onEnd());
  socket.once("close", () => listener.onClose());
}
