import { once } from "node:events";
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
} from "node:http2";
import { sendParts } from "./send-parts.ts";

/** A request to the proxy. */
export interface Question {
  headers?: OutgoingHttpHeaders;
  /** Its parts, one DATA frame each. Default: no body. */
  body?: string[];
  trailers?: OutgoingHttpHeaders;
}

/** What came back. */
export interface Answer {
  /** 0 when no headers came. */
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  trailers: IncomingHttpHeaders;
  /** Code of the reset that ended the stream; 0 when it came to its end. */
  reset: number;
}

/** A connection to the proxy over HTTP/2 without TLS: one worker serves all that goes over it. */
export interface Client {
  ask(path: string, question?: Question): Promise<Answer>;
  stop(): Promise<void>;
}

export async function connectClient(url: string): Promise<Client> {
  const session: ClientHttp2Session = connect(url);
  session.on("error", () => {}); // the streams tell
  await once(session, "connect");

  return {
    ask(path, { headers = {}, body, trailers } = {}) {
      const method = body || trailers ? "POST" : "GET";
      const all = { ":method": method, ":path": path, ...headers };
      const stream = session.request(all, { endStream: method === "GET", waitForTrailers: trailers !== undefined });
      stream.once("wantTrailers", () => stream.sendTrailers(trailers ?? {}));
      if (method === "POST") void sendParts(stream, body ?? []);
      return answerOf(stream);
    },
    async stop() {
      session.destroy();
    },
  };
}

function answerOf(stream: ClientHttp2Stream): Promise<Answer> {
  const answer: Answer = { status: 0, headers: {}, body: "", trailers: {}, reset: 0 };
  stream.on("error", () => {}); // a reset counts as an answer
  stream.on("response", (headers) => {
    answer.headers = headers;
    answer.status = Number(headers[":status"]);
  });
  stream.on("trailers", (trailers) => {
    answer.trailers = trailers;
  });
  stream.setEncoding("utf8").on("data", (text: string) => {
    answer.body += text;
  });
  return new Promise((resolve) => {
    stream.once("close", () => resolve({ ...answer, reset: stream.rstCode }));
  });
}
