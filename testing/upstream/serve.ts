import { check } from "../checks/check.ts";
import { answer as answerSchema } from "../checks/upstream.ts";
import { cannotSend } from "../errors/cannot-send.ts";
import { thrownIn } from "../errors/thrown.ts";
import { bodyOf, bytesOf, chunksOf } from "../http/body.ts";
import { type Fields, fieldsOf, mentions, TestHeaders } from "../http/headers.ts";
import { unsendableAnswer, unsendableTrailers } from "../http/sendable.ts";
import { isPromise } from "../wait/is-promise.ts";
import { frameOf, grpcTrailers } from "./grpc.ts";
import { StreamingCall } from "./streaming-call.ts";
import type { GrpcAnswer, ScriptedUpstream, StreamingUpstream, UpstreamAnswer } from "./upstream.ts";
import { UpstreamRequest } from "./upstream-request.ts";
import type { UpstreamStream } from "./upstream-stream.ts";

/** Where a cluster's requests are answered. */
export interface UpstreamSite {
  cluster: string;
  /** What answers now; a test may change it. */
  upstream(): ScriptedUpstream;
  /** Takes note of a request. The object goes on to take in what comes of it. */
  received(request: UpstreamRequest, exchange: number | undefined): void;
  /** Work of the test is under way, which time on the engine's own clock must not overtake. */
  track(work: Promise<unknown>): void;
  /** Does something in so many milliseconds. */
  after(milliseconds: number, action: () => void): void;
  /** Tells that the function of a test has thrown. */
  failed(error: unknown): void;
}

/** Answers a request that has reached an upstream. */
export function serve(side: UpstreamStream, site: UpstreamSite): void {
  const stream = checked(side);
  const upstream = site.upstream();
  const call = isStreaming(upstream) ? new StreamingCall(stream) : undefined;
  const request = new UpstreamRequest(site.cluster, stream.headers);
  site.received(request, stream.exchange);
  let gone = false;
  let leave = (): void => {};
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });

  function ended(trailers: Fields): void {
    request.complete = true;
    request.trailers = new TestHeaders(trailers);
    if (isStreaming(upstream)) return;
    const isGone = (): boolean => gone;
    attempt(
      () => (typeof upstream === "function" ? upstream(request) : upstream),
      (answer) => {
        // Others were looked at when the test gave them
        if (typeof upstream === "function") check(answerSchema, answer, `the answer of the cluster "${site.cluster}"`);
        later(site, answer.delay, () =>
          attempt(
            () => sendAnswer(stream, answer, isGone),
            () => {},
          ),
        );
      },
    );
  }

  /** Goes on with what the function of a test gives, at once where it is no promise. */
  function attempt<T>(script: () => T | Promise<T>, next: (value: T) => void): void {
    function fail(error: unknown): void {
      site.failed(thrownIn(site.cluster, error));
      if (!gone) stream.reset();
    }
    try {
      const value = script();
      // Nobody waits for an answer that comes too late
      if (isPromise(value)) site.track(Promise.race([Promise.resolve(value).then(next).catch(fail), left]));
      else next(value);
    } catch (error) {
      fail(error);
    }
  }

  stream.listen({
    onData(bytes, end) {
      if (bytes.length > 0) request.chunks.push(bytes);
      call?.receive(bytes, end);
      if (end) ended([]);
    },
    onTrailers(trailers) {
      call?.receive(new Uint8Array(0), true);
      ended(trailers);
    },
    onReset() {
      gone = true;
      leave();
      request.reset = !request.complete;
      call?.broken();
    },
  });
  if (call && isStreaming(upstream))
    attempt(
      () => upstream.stream(call),
      () => {},
    );
  if (stream.headersOnly) ended([]);
}

/** Refuses what no upstream sends. */
function checked(stream: UpstreamStream): UpstreamStream {
  return {
    ...stream,
    sendHeaders(headers, end, trailers) {
      refuse(unsendableAnswer(headers, stream.protocol));
      stream.sendHeaders(headers, end, trailers);
    },
    sendTrailers(trailers) {
      refuse(unsendableTrailers(trailers, stream.protocol));
      stream.sendTrailers(trailers);
    },
  };
}

function refuse(error: Error | undefined): void {
  if (error) throw error;
}

function later({ after }: UpstreamSite, delay: number | undefined, action: () => void): void {
  if (delay) after(delay, action);
  else action();
}

function isStreaming(upstream: ScriptedUpstream): upstream is StreamingUpstream {
  return typeof upstream === "object" && "stream" in upstream;
}

/** Sends an answer; a promise only where the body is a stream. */
function sendAnswer(stream: UpstreamStream, answer: UpstreamAnswer, isGone: () => boolean): void | Promise<void> {
  if (isGone()) return;
  if (answer.reset && Object.keys(answer).every((key) => key === "reset" || key === "delay")) return stream.reset();
  if (answer.grpc) return sendGrpc(stream, answer.grpc, answer.reset ?? false);
  const body = bodyOf(answer.json === undefined ? answer.body : JSON.stringify(answer.json));
  if (answer.status === 205 && body.kind !== "none")
    throw cannotSend("this answer", "with status 205 there is no body", "leave out the body, or choose another status");
  const trailers = fieldsOf(answer.trailers);
  // Over HTTP/1.1 a body ends where its length says, whatever follows
  const length = body.kind === "whole" && !answer.reset ? body.bytes.length : undefined;
  const headers = headersOf(answer, length);
  const endsEarly = trailers.length === 0 && !answer.reset;
  // Where a reset follows, the body must not seem to have come to its end
  stream.sendHeaders(headers, endsEarly && body.kind === "none", !endsEarly);
  const finish = (): void => {
    if (isGone()) return;
    if (answer.reset) stream.reset();
    else if (trailers.length > 0) stream.sendTrailers(trailers);
    else if (body.kind === "stream") stream.sendData(new Uint8Array(0), true);
  };
  if (body.kind === "stream") return pump(stream, body.chunks, isGone).then(finish);
  const chunks = chunksOf(body);
  for (const [index, chunk] of chunks.entries()) stream.sendData(chunk, endsEarly && index === chunks.length - 1);
  return finish();
}

async function pump(
  stream: UpstreamStream,
  chunks: AsyncIterable<string | Uint8Array>,
  isGone: () => boolean,
): Promise<void> {
  for await (const chunk of chunks) {
    if (isGone()) return;
    stream.sendData(bytesOf(chunk), false);
  }
}

function sendGrpc(stream: UpstreamStream, answer: GrpcAnswer, reset: boolean): void {
  const metadata = fieldsOf(answer.metadata);
  stream.sendHeaders([[":status", "200"], ["content-type", "application/grpc"], ...metadata], false, true);
  for (const message of answer.messages ?? []) stream.sendData(frameOf(message), false);
  if (reset) stream.reset();
  else stream.sendTrailers(grpcTrailers(answer.status ?? 0, answer.message, answer.trailers));
}

/** The headers of an answer, with what its body adds where the test does not say it. */
function headersOf({ status = 200, headers, json }: UpstreamAnswer, length: number | undefined): Fields {
  const fields: Fields = [[":status", String(status)], ...fieldsOf(headers)];
  if (json !== undefined && !mentions(headers, "content-type")) fields.push(["content-type", "application/json"]);
  if (length !== undefined && !mentions(headers, "content-length")) fields.push(["content-length", String(length)]);
  return fields;
}
