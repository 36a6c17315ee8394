import type { Exchange, Message, TestHeaders, UpstreamRequest } from "../../../testing/index.ts";

// What a test can see of an exchange, as plain data, without what differs from run to run on every engine.

/** Headers of which only the presence is the same. */
const varying = new Set(["date", "x-request-id", "x-envoy-upstream-service-time"]);

export function observe(exchange: Exchange) {
  const { response, details, responseFlags } = exchange;
  return {
    response: { ...messageOf(response), reset: response.reset },
    details,
    responseFlags,
    localReply: exchange.localReply,
    upstreams: exchange.upstreams.map(requestOf),
    calls: exchange.calls.map(requestOf),
    logs: withoutVarying(exchange.logs.text()),
    traps: exchange.traps.map(({ callback, text, plugin, frames }) => ({
      callback,
      text,
      plugin,
      frames: frames.map(({ name, location }) => `${name} ${location?.file}:${location?.line}`),
    })),
  };
}

/** What filters log of headers that differ from run to run, without the values. */
function withoutVarying(text: string): string {
  return text.replace(/(x-request-id|x-envoy-upstream-service-time)=[^;]*/g, "$1=");
}

function requestOf(request: UpstreamRequest) {
  return {
    ...messageOf(request),
    cluster: request.cluster,
    grpc: request.grpc.messages.map((message) => new TextDecoder().decode(message)),
  };
}

function messageOf(message: Message) {
  return { headers: fieldsOf(message.headers), body: message.text(), trailers: fieldsOf(message.trailers) };
}

function fieldsOf(headers: TestHeaders): string[] {
  return [...headers].map(([name, value]) => (varying.has(name) ? name : `${name}: ${value}`));
}
