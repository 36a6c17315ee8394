// The client and the upstream of the soak test, in a process of their own.
import { Agent, request as send } from "node:http";
import { faultOf, requestOf, type SoakRequest } from "./exchange.ts";
import { bodyOf, startUpstream } from "./upstream.ts";

/** So many requests. */
export interface SoakOrder {
  port: number;
  /** Number of the first one. */
  first: number;
  requests: number;
  /** The configurations, by their versions, that may serve meanwhile. */
  versions: readonly [first: number, last: number];
}

/** What came of an order. */
export interface SoakAnswer {
  /** Bytes of all request bodies. */
  bytes: number;
  /** Requests for which the filter had to make a call. */
  calls: number;
  /** Responses that were wrong, and what was with the first of them. */
  wrong: number;
  fault: string;
}

/** Requests at the same time. */
const connections = 24;
const agent = new Agent({ keepAlive: true, maxSockets: connections });

process.on("message", async (order: SoakOrder) => process.send?.(await carryOut(order)));
process.on("disconnect", () => process.exit());
process.send?.(await startUpstream());

async function carryOut(order: SoakOrder): Promise<SoakAnswer> {
  const answer: SoakAnswer = { bytes: 0, calls: 0, wrong: 0, fault: "" };
  let next = order.first;

  async function work(): Promise<void> {
    while (next < order.first + order.requests) {
      const request = requestOf(next++);
      const fault = await exchange(request, order).catch((error: Error) => error.message);
      answer.bytes += request.body.length;
      if (request.work === "call") answer.calls++;
      if (fault === "") continue;
      answer.wrong++;
      answer.fault ||= `request ${request.headers["x-id"]}: ${fault}`;
    }
  }

  await Promise.all(Array.from({ length: connections }, work));
  return answer;
}

/** Sends a request; what is wrong with its response. */
function exchange(request: SoakRequest, { port, versions }: SoakOrder): Promise<string> {
  const { path, headers, body } = request;
  return new Promise((resolve, reject) => {
    const method = body.length > 0 ? "POST" : "GET";
    const sent = send({ agent, host: "127.0.0.1", port, method, path, headers }, (response) => {
      bodyOf(response).then((received) => {
        const { statusCode: status = 0, headers: fields } = response;
        resolve(faultOf(request, { status, headers: fields, body: received }, versions));
      }, reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
