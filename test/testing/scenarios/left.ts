import type { FilterOptions, StreamingCall } from "../../../testing/index.ts";
import { observe } from "../support/observe.ts";
import type { Load, Scenario } from "../support/scenario.ts";

// What a filter leaves in headers, trailers and bodies that HTTP does not allow: the codecs of Envoy, and the clients and servers around it, make
// something of it.

const protocols = ["HTTP/2", "HTTP/1.1"] as const;

const fields = [
  "connection=close",
  "transfer-encoding=gzip",
  "keep-alive=5",
  "upgrade=h2c",
  "proxy-connection=close",
  "te=gzip",
  ":foo=a",
  "x a=b",
  "x:y=b",
  "=b",
  "x-a=%20a%20",
  "x-a=%01",
  "content-length=3",
  "content-length=x",
];

const ofRequests = [
  ...fields,
  ...["CONNECT", "BREW", "get", "B REW", "OPTIONS", "PATCH"].map((method) => `:method=${method}`),
  ...["a b", "a/b", ""].map((authority) => `:authority=${authority}`),
  ...["/a b", "http://x/y"].map((path) => `:path=${path}`),
  ...["ftp", "HTTPS"].map((scheme) => `:scheme=${scheme}`),
];

const statuses = ["0", "20", "100", "101", "103", "204", "205", "304", "600", "1000"];

async function seenOf(load: Load, options: FilterOptions, request: object, leaves: readonly string[]) {
  await using filter = await load("left", { allowTraps: true, ...options });
  const seen: [string, unknown][] = [];
  for (const leave of leaves) {
    const exchange = await filter.request({ ...request, headers: { "x-leave": leave } });
    seen.push([leave, observe(exchange)]);
  }
  return seen;
}

const answer = { headers: { "x-up": "1" }, body: "hello" };

/** The filter leaves a timeout of 300 ms. */
const unanswered: Scenario = {
  name: "an upstream that never answers, one that stops in its answer, and one that is in time",
  async run(load) {
    const seen = [];
    await using filter = await load("left");
    for (const upstream of [
      () => new Promise<never>(() => {}),
      { stream: (call: StreamingCall) => call.start() },
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return { body: "in time" };
      },
    ]) {
      filter.upstream = upstream;
      seen.push(observe(await filter.request({ headers: { "x-leave": "nothing?=" } })));
    }
    return seen;
  },
};

export const leftScenarios: Scenario[] = [
  unanswered,
  ...protocols.flatMap((protocol): Scenario[] => [
    {
      name: `what is left in requests to an upstream over ${protocol}`,
      run: (load) =>
        seenOf(
          load,
          { upstream: answer, clusterSettings: { upstream: { protocol } } },
          {},
          ofRequests.map((field) => `request?${field}`),
        ),
    },
    {
      name: `what is left in responses to a client over ${protocol}`,
      run: (load) =>
        seenOf(load, { upstream: answer }, { protocol }, [
          ...fields.map((field) => `response?${field}`),
          ...statuses.map((status) => `response?:status=${status}`),
          ...statuses.map((status) => `reply?${status}=text`),
          ...statuses.map((status) => `reply?${status}=`),
          "response-body?=abc",
          "response-body?=",
          "response-body?=longer than it was",
        ]),
    },
    {
      name: `what is left in trailers and bodies over ${protocol}`,
      async run(load) {
        const upstream = { headers: { "x-up": "1" }, body: ["hello"], trailers: { "x-end": "1" } };
        const names = [
          "connection=a",
          "te=gzip",
          ":foo=a",
          ":status=200",
          "x a=b",
          "content-length=3",
          "content-length=5",
        ];
        const leaves = ["request", "response"].flatMap((side) => names.map((name) => `${side}-trailers?${name}`));
        const settings = { upstream, clusterSettings: { upstream: { protocol } } };
        return [
          await seenOf(load, settings, { body: ["hello"], trailers: { "x-end": "1" } }, leaves),
          await seenOf(load, settings, { body: "hello" }, ["request-body?=abc", "request-body?=longer than it was"]),
        ];
      },
    },
  ]),
];
