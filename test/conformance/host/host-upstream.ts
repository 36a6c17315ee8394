import type { Upstream, UpstreamStream } from "../../../host/index.ts";
import type { Fields } from "../../support/http2/fields.ts";
import type { Script } from "../peers/script.ts";
import type { Sender } from "../peers/sender.ts";
import type { Outbox } from "./outbox.ts";

/** An upstream of the host that follows a script. */
export function upstreamOf(script: Script, speaksHttp2: boolean, outbox: Outbox): Upstream {
  return (stream) => {
    let answer: "none" | "begun" | "whole" | "reset" = "none";
    const observed: UpstreamStream = {
      downstream: stream.downstream,
      headers: stream.headers,
      endOfStream: stream.endOfStream,
      sendHeaders(fields, end) {
        answer = end ? "whole" : "begun";
        stream.sendHeaders(fields, end);
      },
      sendData(bytes, end) {
        if (end) answer = "whole";
        stream.sendData(bytes, end);
      },
      sendTrailers: (fields) => stream.sendTrailers(fields),
      sendMetadata: (elements) => stream.sendMetadata(elements),
      reset: (reason) => stream.reset(reason),
    };
    const sender = speaksHttp2 ? http2Sender(observed, outbox) : http1Sender(observed);
    const request = script.accept({
      ...sender,
      reset() {
        answer = "reset";
        return sender.reset();
      },
    });
    const fields: Fields = stream.headers.map(([name, value]) => [name, value]);
    request.headers(speaksHttp2 ? fields : withoutFraming(fields));
    let ended = stream.endOfStream;
    if (ended) request.end();
    return {
      onData(bytes, end) {
        request.data(bytes);
        ended = end;
        if (end) request.end();
      },
      onTrailers(trailers) {
        request.trailers(trailers.map(([name, value]) => [name, value]));
        ended = true;
        request.end();
      },
      onMetadata: (elements) => request.metadata(Array<[string, string]>(elements).fill(["", ""])),
      onReset() {
        // Over HTTP/2 answers go out at once, so that a reset comes too late for one that has begun, or that is a reset itself
        const isLate = speaksHttp2 && (answer === "reset" || (ended && answer === "begun"));
        if (!isLate) request.broken("reset");
      },
    };
  };
}

/** As the upstreams of Envoy that speak HTTP/1 tell what they got. */
function withoutFraming(fields: Fields): Fields {
  const first = [":method", ":path", ":authority"].map((name): [string, string] => [name, valueOfField(fields, name)]);
  return [...first, ...fields.filter(([name]) => !name.startsWith(":") && name !== "transfer-encoding")];
}

function valueOfField(fields: Fields, name: string): string {
  return fields.find(([own]) => own === name)?.[1] ?? "";
}

/** What the codec of an upstream that speaks HTTP/1 adds: how long the body is. */
function withFraming(fields: Fields, end: boolean, isHead: boolean): Fields {
  const hasBody = !/^(1..|204|304)$/.test(valueOfField(fields, ":status")) && !isHead;
  if (!hasBody || fields.some(([name]) => name === "content-length")) return fields;
  return [...fields, end ? ["content-length", "0"] : ["transfer-encoding", "chunked"]];
}

function http2Sender(stream: UpstreamStream, outbox: Outbox): Sender {
  return {
    headers: (fields, end) => outbox.post(() => stream.sendHeaders(fields, end)),
    data: (bytes, end) => outbox.post(() => stream.sendData(bytes, end)),
    trailers: (fields) => outbox.post(() => stream.sendTrailers(fields)),
    metadata: (fields) => outbox.post(() => stream.sendMetadata(fields.length)),
    reset: () => outbox.post(() => stream.reset()),
    close: () => outbox.post(() => stream.reset("connection termination")),
  };
}

function http1Sender(stream: UpstreamStream): Sender {
  const isHead = stream.headers.some(([name, value]) => name === ":method" && value === "HEAD");
  return {
    headers: async (fields, end) => stream.sendHeaders(withFraming(fields, end, isHead), end),
    data: async (bytes, end) => stream.sendData(bytes, end),
    trailers: async (fields) => stream.sendTrailers(fields),
    metadata: async () => {},
    reset: async () => stream.reset(),
    close: async () => stream.reset("connection termination"),
  };
}
