import * as v from "valibot";
import type { Program } from "../program/build-program.ts";
import type { Lines } from "../program/statement.ts";

// What a scenario file may hold. The fields are explained in test/conformance/README.md.

const optional = v.exactOptional;

const text = v.string();
const program = v.custom<Program>((value) => typeof value === "object" && value !== null && !Array.isArray(value));
const lines = v.custom<Lines>((value) => typeof value === "string" || typeof value === "object");

/** Fields in order: a list gives a name several values. A text can be repeated within a value, or as the value of so many fields. */
const headers = v.record(
  text,
  v.union([
    text,
    v.array(text),
    v.strictObject({ text, times: v.number() }),
    v.strictObject({ text, fields: v.number() }),
  ]),
);

/** Goes on when a callback of this name has returned, or a plugin has logged this, so many times. Default: once. */
const wait = v.strictObject({ wait: text, times: optional(v.number()) });

/** A part of a body, or what happens between two parts. */
const bodyItem = v.union([
  text,
  v.strictObject({ text, times: v.number() }),
  wait,
  v.strictObject({ reset: v.literal(true) }),
  /** Closes the whole connection. */
  v.strictObject({ close: v.literal(true) }),
  v.strictObject({ metadata: v.record(text, text) }),
]);

const request = v.strictObject({
  method: optional(text),
  path: optional(text),
  headers: optional(headers),
  body: optional(v.array(bodyItem)),
  trailers: optional(headers),
  /** Default: that of the scenario. */
  protocol: optional(v.picklist(["HTTP/1.0", "HTTP/1.1", "HTTP/2"])),
  /** Which connection it goes over. Default: the only one. */
  connection: optional(text),
});

const answer = v.strictObject({
  /** Answers when the headers of the request are there, or its end. Default: end. */
  when: optional(v.picklist(["headers", "end", "never"])),
  /** 1xx before the answer. */
  informational: optional(v.array(v.number())),
  status: optional(v.number()),
  headers: optional(headers),
  body: optional(v.array(bodyItem)),
  trailers: optional(headers),
  /** Instead of an answer. */
  reset: optional(v.literal(true)),
  close: optional(v.literal(true)),
});

const tcpItem = v.union([
  v.strictObject({ client: text }),
  v.strictObject({ upstream: text }),
  wait,
  v.strictObject({ end: v.picklist(["client", "upstream"]) }),
  /** Waits until so much has arrived there. */
  v.strictObject({ arrived: v.strictObject({ client: optional(text), upstream: optional(text) }) }),
  /** Waits until this side has heard the other one's end. */
  v.strictObject({ ended: v.picklist(["client", "upstream"]) }),
  v.strictObject({ reset: v.picklist(["client", "upstream"]) }),
]);

const step = v.union([
  v.strictObject({ request }),
  /** The same, and does not wait for the response. */
  v.strictObject({ start: request }),
  wait,
  /** Waits for the responses of all started requests. */
  v.strictObject({ finish: v.literal("all") }),
  v.strictObject({ tcp: v.array(tcpItem) }),
]);

const shape = {
  program: optional(program),
  abi: optional(v.picklist(["0.1.0", "0.2.0", "0.2.1"])),
  allCallbacks: optional(v.boolean()),
  allocator: optional(v.nullable(text)),
  memory: optional(v.boolean()),
  wasi: optional(text),
  start: optional(lines),
  wat: optional(text),
  /** Instead of all this: the file of a module. */
  module: optional(text),
};

const pluginFields = {
  ...shape,
  rootId: optional(text),
  vmId: optional(text),
  configuration: optional(text),
  vmConfiguration: optional(text),
  environment: optional(v.record(text, text)),
  failurePolicy: optional(v.picklist(["FAIL_CLOSED", "FAIL_OPEN", "FAIL_RELOAD"])),
  /** The old field, which lets even the stream go on that traps. */
  failOpen: optional(v.boolean()),
  allowOnHeadersStopIteration: optional(v.boolean()),
  /** Names of host functions and callbacks; no others work. */
  capabilities: optional(v.array(text)),
};

const plugin = v.strictObject({ name: optional(text), ...pluginFields });

const route = v.strictObject({
  name: optional(text),
  match: optional(v.any()),
  route: optional(v.any()),
  directResponse: optional(v.any()),
  metadata: optional(v.any()),
});

const scenario = v.strictObject({
  name: text,
  /** One plugin, described in place. */
  ...pluginFields,
  /** Or several. */
  plugins: optional(v.array(plugin)),
  tcpPlugins: optional(v.array(plugin)),
  accessLogPlugins: optional(v.array(plugin)),
  /** They belong to the proxy itself, so that the scenario is `alone`. */
  statsSinkPlugins: optional(v.array(plugin)),
  routes: optional(v.array(route)),
  /** Modules that are files define metrics. */
  metrics: optional(v.literal(true)),
  bufferLimit: optional(v.number()),
  workers: optional(v.number()),
  protocol: optional(v.picklist(["HTTP/1.0", "HTTP/1.1", "HTTP/2"])),
  /** An Envoy of its own: what the scenario does outlives a listener, such as numbers of queues. */
  alone: optional(v.boolean()),
  request: optional(request),
  requests: optional(v.array(request)),
  steps: optional(v.array(step)),
  /** What the cluster `upstream` answers. */
  answer: optional(answer),
  /** Answers by cluster, one for each request that arrives there; the last one for all further ones. */
  answers: optional(v.record(text, v.union([answer, v.array(answer)]))),
});

export const scenarioFile = v.strictObject({ area: text, about: text, scenarios: v.array(scenario) });

export type ScenarioFile = v.InferOutput<typeof scenarioFile>;
export type Scenario = v.InferOutput<typeof scenario>;
export type PluginSpec = v.InferOutput<typeof plugin>;
export type RequestSpec = v.InferOutput<typeof request>;
export type AnswerSpec = v.InferOutput<typeof answer>;
export type BodyItem = v.InferOutput<typeof bodyItem>;
export type Step = v.InferOutput<typeof step>;
export type TcpItem = v.InferOutput<typeof tcpItem>;
export type HeaderSpec = v.InferOutput<typeof headers>;
export type Protocol = NonNullable<Scenario["protocol"]>;
