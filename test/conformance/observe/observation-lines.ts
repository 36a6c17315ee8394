import type { Message, Observation } from "./observation.ts";

/** An observation as lines: what is recorded, compared and shown. */
export function observationLines(observation: Observation): string[] {
  const { refused, ended, calls, responses, upstream, accessLog, metrics } = observation;
  return [
    ...(refused === undefined ? [] : ["the configuration is refused"]),
    ...(ended === undefined ? [] : [`the proxy ends: ${ended}`]),
    ...Object.entries(calls).flatMap(([thread, lines]) => section(thread, lines)),
    ...responses.flatMap((message, index) => section(`response ${index + 1}`, messageLines(message))),
    ...Object.entries(upstream).flatMap(([cluster, messages]) =>
      messages.flatMap((message, index) => section(`${cluster} ${index + 1}`, messageLines(message))),
    ),
    ...(accessLog.length > 0 ? section("access log", accessLog) : []),
    ...(Object.keys(metrics).length > 0
      ? section(
          "metrics",
          Object.entries(metrics)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, value]) => `${name} ${value}`),
        )
      : []),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return [`== ${title}`, ...lines];
}

function messageLines(message: Message): string[] {
  const { informational = [], headers = [], body, metadata = [], trailers = [], broken } = message;
  return [
    ...informational.map((status) => `informational ${status}`),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : [`body "${body}"`]),
    ...metadata.map((fields) => `metadata ${fields.length}`),
    ...trailers.map(([name, value]) => `trailer ${name}: ${value}`),
    ...(broken === undefined ? [] : [`broken: ${broken}`]),
  ];
}
