import type { ClientStream, TcpSide } from "../../engine.ts";

// A connection to a certain worker takes a while to find; what a test sends before is kept until then.

export function lateStream(stream: Promise<ClientStream>): ClientStream {
  return {
    sendHeaders: (...args) => void stream.then((one) => one.sendHeaders(...args)),
    sendData: (...args) => void stream.then((one) => one.sendData(...args)),
    sendTrailers: (...args) => void stream.then((one) => one.sendTrailers(...args)),
    reset: () => void stream.then((one) => one.reset()),
  };
}

export function lateTcpSide(side: Promise<TcpSide>): TcpSide {
  return {
    send: (bytes) => void side.then((one) => one.send(bytes)),
    end: () => void side.then((one) => one.end()),
    close: () => void side.then((one) => one.close()),
  };
}
