import type { Http2Stream, OutgoingHttpHeaders } from "node:http2";
import type { Fields } from "../../http/headers.ts";

/** Fields as Node's HTTP/2 takes them: a name that comes several times has a list. */
export function outgoing(fields: Fields): OutgoingHttpHeaders {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of fields) {
    const before = headers[name];
    headers[name] = before === undefined ? value : [before, value].flat();
  }
  return headers;
}

/** Node's flat list of names and values as fields. */
export function incoming(raw: readonly string[]): Fields {
  const fields: Fields = [];
  for (let at = 0; at + 1 < raw.length; at += 2) fields.push([(raw[at] ?? "").toLowerCase(), raw[at + 1] ?? ""]);
  return fields;
}

/** Sends what follows the headers of a stream, each piece in a frame of its own. */
export class FrameSender {
  readonly #stream: Http2Stream;
  #sent: Promise<void> = Promise.resolve();

  /** Nothing is sent before `ready`. */
  constructor(stream: Http2Stream, ready: Promise<void> = Promise.resolve()) {
    this.#stream = stream;
    this.#sent = ready;
  }

  sendData(bytes: Uint8Array, end: boolean): void {
    this.#next(() => (end ? this.#end(bytes) : this.#write(bytes)));
  }

  /** The stream must have been opened with `waitForTrailers`. */
  sendTrailers(trailers: Fields): void {
    this.#next(async () => {
      this.#whenWanted(outgoing(trailers));
      this.#stream.end();
    });
  }

  reset(code: number): void {
    this.#next(async () => this.#stream.close(code));
  }

  #next(send: () => Promise<void>): void {
    this.#sent = this.#sent.then(async () => {
      if (!this.#stream.destroyed) await send();
    });
  }

  /** Resolves when the frame is out: what is written before may share it. */
  #write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      this.#stream.once("close", resolve);
      this.#stream.write(bytes, () => {
        this.#stream.off("close", resolve);
        resolve();
      });
    });
  }

  #whenWanted(trailers: OutgoingHttpHeaders): void {
    this.#stream.once("wantTrailers", () => {
      // It may have been reset meanwhile
      if (!this.#stream.destroyed && !this.#stream.closed) this.#stream.sendTrailers(trailers);
    });
  }

  async #end(bytes: Uint8Array): Promise<void> {
    // Where trailers were announced and there are none
    this.#whenWanted({});
    if (bytes.length > 0) this.#stream.end(bytes);
    else this.#stream.end();
  }
}
