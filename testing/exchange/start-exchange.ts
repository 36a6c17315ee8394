import type { ClientListener, ClientStream, RunningProxy, StreamOptions } from "../engine.ts";
import { bytesOf, type Chunk, chunksOf } from "../http/body.ts";
import { TestHeaders } from "../http/headers.ts";
import { TestResponse } from "./exchange.ts";
import type { PreparedRequest } from "./request-options.ts";

/** A request under way. */
export interface RunningExchange {
  readonly response: TestResponse;
  /** Whether the client has all of the response, or hears no more. */
  readonly ended: boolean;
  /** Why the client could not send the request, or the test could not give its body. */
  readonly fault: unknown;
  /** Breaks the stream off, as a client that goes away. */
  abort(): void;
}

/** Sends a request. What is known of the body goes out at once. */
export function startExchange(proxy: RunningProxy, options: StreamOptions, request: PreparedRequest): RunningExchange {
  const state = { response: new TestResponse(), ended: false, fault: undefined as unknown };
  const stream = proxy.open(options, listenerFor(state));
  const { headers, body, trailers } = request;
  const hasTrailers = trailers.length > 0;
  // A stream may be broken off before its end
  stream.sendHeaders(headers, body.kind === "none" && !hasTrailers, hasTrailers || body.kind === "stream");
  if (body.kind === "stream") {
    pump(stream, arriving(body.chunks, proxy), state).then(
      () => finish(stream, request, state),
      (error: unknown) => {
        state.fault = error;
        state.ended = true;
        stream.reset();
      },
    );
  } else {
    const chunks = chunksOf(body);
    for (const [index, chunk] of chunks.entries()) {
      stream.sendData(chunk, !hasTrailers && index === chunks.length - 1);
    }
    if (hasTrailers) stream.sendTrailers(trailers);
  }
  return Object.assign(state, {
    abort() {
      if (state.ended) return;
      state.ended = true;
      state.response.reset = true;
      stream.reset();
    },
  });
}

interface State {
  response: TestResponse;
  ended: boolean;
  fault: unknown;
}

function listenerFor(state: State): ClientListener {
  const { response } = state;
  return {
    onHeaders(fields, end) {
      response.headers = new TestHeaders(fields);
      state.ended ||= end;
    },
    onData(bytes, end) {
      if (bytes.length > 0) response.chunks.push(bytes);
      state.ended ||= end;
    },
    onTrailers(fields) {
      response.trailers = new TestHeaders(fields);
      state.ended = true;
    },
    onReset() {
      if (!state.ended) response.reset = true;
      state.ended = true;
    },
    onFault(error) {
      state.fault = error;
      state.ended = true;
    },
  };
}

/** The proxy is told of every part that is on its way. */
async function* arriving(chunks: AsyncIterable<Chunk>, proxy: RunningProxy): AsyncGenerator<Chunk> {
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = iterator.next();
      proxy.clientWaits(next);
      const { done, value } = await next;
      if (done) return;
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}

async function pump(stream: ClientStream, chunks: AsyncIterable<Chunk>, state: State): Promise<void> {
  for await (const chunk of chunks) {
    // A proxy that has answered reads no more
    if (state.ended) return;
    stream.sendData(bytesOf(chunk), false);
  }
}

function finish(stream: ClientStream, { trailers }: PreparedRequest, state: State): void {
  if (state.ended) return;
  if (trailers.length > 0) stream.sendTrailers(trailers);
  else stream.sendData(new Uint8Array(0), true);
}
