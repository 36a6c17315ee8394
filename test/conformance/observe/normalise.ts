import type { Observation } from "./observation.ts";

/** Replaces what differs from run to run. */
export function normalised(observation: Observation): Observation {
  return JSON.parse(JSON.stringify(observation), (_, value: unknown) => {
    if (typeof value === "string") return texts.reduce((text, [pattern, put]) => text.replace(pattern, put), value);
    return isField(value) ? fieldOf(value) : value;
  }) as Observation;
}

const texts: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, "UUID"],
  [/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/g, "DATE"],
  [/\b127\.0\.0\.1:\d+/g, "127.0.0.1:PORT"],
  [/x-envoy-upstream-service-time=\d+/g, "x-envoy-upstream-service-time=N"],
];

function isField(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === "string" && typeof value[1] === "string";
}

function fieldOf([name, value]: [string, string]): [string, string] {
  return name === "x-envoy-upstream-service-time" ? [name, "N"] : [name, value];
}
