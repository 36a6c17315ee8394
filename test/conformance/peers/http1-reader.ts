import type { Fields } from "../../support/http2/fields.ts";

/** What a message over HTTP/1 brings. */
export interface MessageEvents {
  /** Its first line and its header fields. Answers whether it has no body whatever its header says. */
  head(line: string, fields: Fields): boolean;
  data(bytes: Buffer): void;
  trailers(fields: Fields): void;
  end(): void;
}

type State = "head" | "sized" | "chunk head" | "chunk" | "chunk end" | "trailers" | "until close";

/** Reads messages of HTTP/1 that come one after the other over a connection. */
export class Http1Reader {
  readonly #events: MessageEvents;
  /** Whether a message without a length goes on until the connection closes, as responses do. */
  readonly #untilClose: boolean;
  #rest = Buffer.alloc(0);
  #state: State = "head";
  #missing = 0;

  constructor(events: MessageEvents, untilClose: boolean) {
    this.#events = events;
    this.#untilClose = untilClose;
  }

  read(bytes: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    while (this.#step());
  }

  /** The connection has ended. Answers whether that was the end of a message, or between two. */
  close(): boolean {
    const isWhole = this.#state === "until close" || (this.#state === "head" && this.#rest.length === 0);
    if (this.#state === "until close") this.#finish();
    return isWhole;
  }

  /** Takes what it can; answers whether there may be more. */
  #step(): boolean {
    switch (this.#state) {
      case "head":
        return this.#head();
      case "sized":
      case "chunk":
        return this.#body();
      case "chunk head":
        return this.#chunkHead();
      case "chunk end":
        return this.#line(() => {
          this.#state = "chunk head";
        });
      case "trailers":
        return this.#trailers();
      case "until close":
        if (this.#rest.length > 0) this.#events.data(this.#take(this.#rest.length));
        return false;
    }
  }

  #head(): boolean {
    const end = this.#rest.indexOf("\r\n\r\n");
    if (end < 0) return false;
    const [line = "", ...lines] = this.#take(end + 4)
      .toString("latin1")
      .trimEnd()
      .split("\r\n");
    const fields = fieldsOf(lines);
    const withoutBody = this.#events.head(line, fields);
    const length = fieldValue(fields, "content-length");
    if (withoutBody) this.#finish();
    else if (/chunked/i.test(fieldValue(fields, "transfer-encoding") ?? "")) this.#state = "chunk head";
    else if (length !== undefined) this.#expect("sized", Number(length));
    else if (this.#untilClose) this.#state = "until close";
    else this.#finish();
    return true;
  }

  #expect(state: State, size: number): void {
    this.#state = state;
    this.#missing = size;
    if (size === 0 && state === "sized") this.#finish();
  }

  #body(): boolean {
    if (this.#rest.length === 0) return false;
    const bytes = this.#take(Math.min(this.#missing, this.#rest.length));
    this.#missing -= bytes.length;
    this.#events.data(bytes);
    if (this.#missing > 0) return false;
    if (this.#state === "sized") this.#finish();
    else this.#state = "chunk end";
    return true;
  }

  #chunkHead(): boolean {
    return this.#line((line) => {
      const size = Number.parseInt(line, 16);
      if (size === 0) this.#state = "trailers";
      else this.#expect("chunk", size);
    });
  }

  #trailers(): boolean {
    if (this.#rest.indexOf("\r\n") === 0) {
      this.#take(2);
      this.#finish();
      return true;
    }
    const end = this.#rest.indexOf("\r\n\r\n");
    if (end < 0) return false;
    this.#events.trailers(
      fieldsOf(
        this.#take(end + 4)
          .toString("latin1")
          .trimEnd()
          .split("\r\n"),
      ),
    );
    this.#finish();
    return true;
  }

  #line(take: (line: string) => void): boolean {
    const end = this.#rest.indexOf("\r\n");
    if (end < 0) return false;
    take(this.#take(end + 2).toString("latin1"));
    return true;
  }

  #finish(): void {
    this.#state = "head";
    this.#events.end();
  }

  #take(size: number): Buffer {
    const taken = this.#rest.subarray(0, size);
    this.#rest = this.#rest.subarray(size);
    return taken;
  }
}

function fieldsOf(lines: readonly string[]): Fields {
  return lines.map((line) => {
    const at = line.indexOf(":");
    return [line.slice(0, at), line.slice(at + 1).trim()];
  });
}

function fieldValue(fields: Fields, name: string): string | undefined {
  return fields.find(([own]) => own.toLowerCase() === name)?.[1];
}
