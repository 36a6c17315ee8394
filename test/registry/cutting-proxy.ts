import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Stands between a client and a registry, and breaks connections. */
export interface CuttingProxy extends AsyncDisposable {
  /** `127.0.0.1:41234` */
  host: string;
  /** Bytes that have come from clients, over all connections. */
  readonly sent: number;
  /** How many connections were broken. */
  readonly cuts: number;
}

/** When a connection is broken. */
export interface Cuts {
  /** Once, when this many bytes have come from clients in all; no byte behind them gets through. */
  after?: number;
  /** Each connection, when this many bytes have come over it. */
  each?: number;
}

/** Starts a proxy of plain TCP to a registry. */
export async function startCuttingProxy(target: string, { after, each }: Cuts): Promise<CuttingProxy> {
  const [hostname = "", port] = target.split(":");
  const open = new Set<Socket>();
  let sent = 0;
  let cuts = 0;

  function pass(client: Socket): void {
    const server = connect(Number(port), hostname);
    let ofThis = 0;
    const close = (): void => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      open.add(socket);
      socket.on("error", close).on("close", () => {
        open.delete(socket);
        close();
      });
    }
    server.pipe(client);
    client.on("data", (bytes) => {
      const untilOnce = after !== undefined && cuts === 0 ? after - sent : Number.POSITIVE_INFINITY;
      const left = Math.min(untilOnce, (each ?? Number.POSITIVE_INFINITY) - ofThis);
      sent += Math.min(bytes.length, left);
      ofThis += bytes.length;
      if (bytes.length < left) {
        if (!server.write(bytes)) client.pause();
        return;
      }
      cuts += 1;
      client.pause();
      // What came before the cut arrives, as on a line that breaks behind it
      server.write(bytes.subarray(0, left), close);
    });
    server.on("drain", () => client.resume());
  }

  const listener = createServer(pass).listen(0, "127.0.0.1");
  await once(listener, "listening");
  return {
    host: `127.0.0.1:${(listener.address() as AddressInfo).port}`,
    get sent() {
      return sent;
    },
    get cuts() {
      return cuts;
    },
    async [Symbol.asyncDispose]() {
      listener.close();
      for (const socket of open) socket.destroy();
      await once(listener, "close");
    },
  };
}
