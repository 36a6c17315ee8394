import { check } from "../checks/check.ts";
import { headers as headersSchema } from "../checks/message.ts";
import { text } from "../checks/schemas.ts";
import { grpcStatus, status as statusSchema } from "../checks/upstream.ts";
import { bytesOf, type Chunk } from "../http/body.ts";
import { type Fields, fieldsOf, type HeadersInput, TestHeaders } from "../http/headers.ts";
import { Channel } from "../wait/channel.ts";
import { frameOf, grpcTrailers, MessageReader } from "./grpc.ts";
import type { UpstreamStream } from "./upstream-stream.ts";

/**
 * A request whose upstream answers while it is still coming.
 *
 * @example
 * const chat: StreamingUpstream = {
 *   async stream(call) {
 *     for await (const message of call.messages) call.send(message);
 *     call.close(0);
 *   },
 * };
 */
export class StreamingCall {
  readonly headers: TestHeaders;
  readonly #stream: UpstreamStream;
  readonly #chunks = new Channel<Uint8Array>();
  #started = false;
  #ended = false;

  constructor(stream: UpstreamStream) {
    this.#stream = stream;
    this.headers = new TestHeaders(stream.headers);
    if (stream.headersOnly) this.#chunks.end();
  }

  /** The body of the request in the pieces in which it comes; it ends with the request. Read either this or {@link messages}. */
  get chunks(): AsyncIterable<Uint8Array> {
    return this.#chunks;
  }

  /** The messages of a gRPC call, as they come. */
  get messages(): AsyncIterable<Uint8Array> {
    return messagesOf(this.#chunks);
  }

  /** Sends the headers of the response; without a call of it the first piece of the body does. */
  start(headers: HeadersInput = {}, status = 200): void {
    check(headersSchema, headers, "the headers of `start`");
    check(statusSchema, status, "the status of `start`");
    if (this.#started || this.#ended) return;
    this.#started = true;
    this.#stream.sendHeaders([[":status", String(status)], ...fieldsOf(headers)], false, true);
  }

  /** Sends a piece of the body. */
  write(chunk: Chunk): void {
    this.start();
    if (!this.#ended) this.#stream.sendData(bytesOf(chunk), false);
  }

  /** Sends a message of gRPC. */
  send(message: Chunk): void {
    this.start({ "content-type": "application/grpc" });
    if (!this.#ended) this.#stream.sendData(frameOf(message), false);
  }

  /** Ends the response. */
  end(trailers: HeadersInput = {}): void {
    check(headersSchema, trailers, "the trailers of `end`");
    this.start();
    this.#end(fieldsOf(trailers));
  }

  /** Ends a gRPC call. */
  close(status: number, message = "", trailers: HeadersInput = {}): void {
    check(grpcStatus, status, "the status of `close`");
    check(text, message, "the message of `close`");
    check(headersSchema, trailers, "the trailers of `close`");
    this.start({ "content-type": "application/grpc" });
    this.#end(grpcTrailers(status, message, trailers));
  }

  /** Breaks the stream off. */
  reset(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#stream.reset();
  }

  /** A piece of the request has come. For the engine only. */
  receive(chunk: Uint8Array, end: boolean): void {
    if (chunk.length > 0) this.#chunks.push(chunk);
    if (end) this.#chunks.end();
  }

  /** The proxy has broken the stream off. For the engine only. */
  broken(): void {
    this.#ended = true;
    this.#chunks.end();
  }

  #end(trailers: Fields): void {
    if (this.#ended) return;
    this.#ended = true;
    if (trailers.length > 0) this.#stream.sendTrailers(trailers);
    else this.#stream.sendData(new Uint8Array(0), true);
  }
}

async function* messagesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = new MessageReader();
  for await (const chunk of chunks) yield* reader.take(chunk);
}
