import type { Message, Observation } from "./observation.ts";

/** Replaces what differs from run to run, and what cannot be compared: the words in which a proxy says what is wrong. */
export function normalised(observation: Observation): Observation {
  const { responses, upstream, ended } = observation;
  const clusters = Object.entries(upstream).map(([name, messages]) => [name, messages.map(withoutCode).map(messageOf)]);
  const crash = ended === "SIGSEGV" || ended === "SIGABRT" ? { ended: "crash" } : {};
  const whole = {
    ...observation,
    ...crash,
    responses: responses.map(messageOf),
    upstream: Object.fromEntries(clusters),
  };
  return JSON.parse(JSON.stringify(whole), (_, value: unknown) => {
    if (typeof value !== "string") return value;
    return texts.reduce((text, [pattern, put]) => text.replace(pattern, put), value);
  }) as Observation;
}

const texts: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, "UUID"],
  [/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/g, "DATE"],
  [/\b127\.0\.0\.1:\d+/g, "127.0.0.1:PORT"],
  [/x-envoy-upstream-service-time=\d+/g, "x-envoy-upstream-service-time=N"],
];

function withoutCode(message: Message): Message {
  return message.broken === undefined ? message : { ...message, broken: "reset" };
}

function messageOf(message: Message): Message {
  const { headers, broken } = message;
  return {
    ...message,
    ...(headers ? { headers: headers.map(fieldOf) } : {}),
    ...(broken === undefined ? {} : { broken: brokenOf(broken) }),
  };
}

/** What is longer is recorded by its length. */
const longestValue = 20_000;

function fieldOf([name, value]: [string, string]): [string, string] {
  if (name === "x-envoy-upstream-service-time") return [name, "N"];
  return [name, value.length > longestValue ? `${value.slice(0, 8)}… ${value.length} bytes` : value];
}

/** A connection that is closed has no code; which of a stream's codes the upstream gets is up to its protocol. */
function brokenOf(how: string): string {
  return how === "closed" ? "reset" : how;
}
