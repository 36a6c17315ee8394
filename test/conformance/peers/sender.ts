import { maxFrameSize } from "../../support/http2/connection.ts";
import type { Fields } from "../../support/http2/fields.ts";
import { bytesOf, fieldsOf, requestHeaders, responseHeaders } from "../scenario/defaults.ts";
import type { AnswerSpec, BodyItem, HeaderSpec, RequestSpec } from "../scenario/schema.ts";

/** One direction of an HTTP exchange as its sender sees it. */
export interface Sender {
  headers(fields: Fields, end: boolean): Promise<void>;
  /** One part of the body; resolves when the next one will not be taken for the same. */
  data(bytes: Uint8Array, end: boolean): Promise<void>;
  trailers(fields: Fields): Promise<void>;
  metadata(fields: Fields): Promise<void>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Waits until something has been traced. */
export type Wait = (text: string, times?: number) => Promise<void>;

/** Sends a request as the scenario says it. */
export async function playRequest(sender: Sender, spec: RequestSpec, wait: Wait): Promise<void> {
  const { body = [], trailers } = spec;
  await sender.headers(requestHeaders(spec), body.length === 0 && !trailers);
  await playRest(sender, body, trailers, wait);
}

/** Sends an answer as the scenario says it. */
export async function playAnswer(sender: Sender, spec: AnswerSpec, wait: Wait): Promise<void> {
  const { body = [], trailers, informational = [] } = spec;
  if (spec.when === "never") return;
  for (const status of informational) await sender.headers([[":status", String(status)]], false);
  if (spec.reset) return await sender.reset();
  if (spec.close) return await sender.close();
  await sender.headers(responseHeaders(spec), body.length === 0 && !trailers);
  await playRest(sender, body, trailers, wait);
}

async function playRest(sender: Sender, body: BodyItem[], trailers: HeaderSpec | undefined, wait: Wait): Promise<void> {
  for (const [index, item] of body.entries()) {
    const bytes = bytesOf(item);
    if (bytes) await sendParts(sender, bytes, index === body.length - 1 && !trailers);
    else if (typeof item === "object" && "wait" in item) await wait(item.wait, item.times);
    else if (typeof item === "object" && "metadata" in item) await sender.metadata(fieldsOf(item.metadata));
    else if (typeof item === "object" && "reset" in item) return await sender.reset();
    else return await sender.close();
  }
  if (trailers) await sender.trailers(fieldsOf(trailers));
}

/** What does not fit into a frame becomes several parts. */
async function sendParts(sender: Sender, bytes: Uint8Array, end: boolean): Promise<void> {
  let at = 0;
  for (; bytes.length - at > maxFrameSize; at += maxFrameSize) {
    await sender.data(bytes.subarray(at, at + maxFrameSize), false);
  }
  await sender.data(bytes.subarray(at), end);
}
