import type { Socket } from "node:net";
import type { Fields } from "../../support/http2/fields.ts";
import type { Read } from "./read.ts";

/** Writes one message of HTTP/1, part by part. */
export class Http1Writer {
  readonly #socket: Socket;
  /** Resolves when the proxy has read so many bytes more: two parts in one read would be one to it. */
  readonly #read: Read;
  #isChunked = false;

  constructor(socket: Socket, read: Read) {
    this.#socket = socket;
    this.#read = read;
  }

  /** @param isChunked whether to send the body in chunks, where no field says how long it is. */
  async head(line: string, fields: Fields, end: boolean, isChunked: boolean): Promise<void> {
    const hasLength = fields.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name));
    this.#isChunked = (isChunked && !end && !hasLength) || fields.some(([, value]) => value === "chunked");
    const all: Fields = this.#isChunked && !hasLength ? [...fields, ["transfer-encoding", "chunked"]] : fields;
    await this.#write(`${line}\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`);
  }

  async data(bytes: Uint8Array, end: boolean): Promise<void> {
    const text = Buffer.from(bytes).toString("latin1");
    const last = end && this.#isChunked ? "0\r\n\r\n" : "";
    if (!this.#isChunked || text === "") await this.#write(text + last);
    else await this.#write(`${text.length.toString(16)}\r\n${text}\r\n${last}`);
  }

  async trailers(fields: Fields): Promise<void> {
    await this.#write(`0\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`);
  }

  async #write(text: string): Promise<void> {
    if (text === "" || this.#socket.destroyed) return;
    this.#socket.write(text, "latin1");
    await this.#read(text.length, () => this.#socket.destroyed);
  }
}
