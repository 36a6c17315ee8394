import type { TcpReceiver } from "../../../host/index.ts";
import type { Message } from "../observe/observation.ts";
import { Arrivals } from "../peers/arrivals.ts";
import { deferred } from "../peers/client.ts";
import { Received } from "../peers/received.ts";
import type { TcpSide } from "../scenario/tcp-exchange.ts";

/** What each end of a TCP connection through the host can do. */
interface Connection {
  send(bytes: Uint8Array, endOfStream: boolean): void;
  reset(): void;
}

/** One end of a TCP connection through the host. */
export class HostTcpSide implements TcpSide {
  readonly #received = new Received();
  readonly #arrivals = new Arrivals();
  readonly #over = deferred();
  readonly #connection: Connection;
  readonly #run: () => void;
  #isReset = false;

  /** @param connect is told who listens, and answers the connection. */
  constructor(connect: (receiver: TcpReceiver) => Connection, run: () => void) {
    this.#run = run;
    this.#connection = connect({
      onData: (bytes, endOfStream) => {
        this.#received.data(bytes);
        this.#arrivals.add(bytes.length);
        if (endOfStream) this.#end();
      },
      onClose: (wasReset) => {
        if (wasReset && !this.#isReset) this.#received.broken("reset");
        this.#end();
      },
    });
  }

  get ended(): Promise<void> {
    return this.#over.promise;
  }

  async send(bytes: Uint8Array): Promise<void> {
    this.#connection.send(bytes, false);
    this.#run();
  }

  async end(): Promise<void> {
    this.#connection.send(new Uint8Array(), true);
    this.#run();
  }

  async reset(): Promise<void> {
    this.#isReset = true;
    this.#connection.reset();
    this.#run();
  }

  arrived(bytes: number): Promise<void> {
    return this.#arrivals.until(bytes);
  }

  message(): Message {
    return this.#received.message();
  }

  #end(): void {
    this.#arrivals.end();
    this.#over.resolve();
  }
}
