import { beforeAll, expect, test } from "vitest";
import { fixtureModule } from "../../testing/fixtures/fixture-module.ts";
import { loadFilter } from "../../testing/index.ts";

// Messages at the limits of what HTTP allows have the same result on the host and in Envoy: an answer, a reset, or a refusal of
// what the clients and servers of tests do not send.

let shop: string;

beforeAll(async () => {
  shop = await fixtureModule("shop");
});

const protocols = ["HTTP/1.1", "HTTP/2"] as const;

const headers: Record<string, string>[] = [
  { connection: "close" },
  { "transfer-encoding": "chunked" },
  { "keep-alive": "5" },
  { te: "gzip" },
  { te: "trailers" },
  { "x a": "b" },
  { "x-ä": "b" },
  { "": "b" },
  { "x-a": "a\x01b" },
  { "x-a": "☃" },
  { "content-length": "x" },
  { ":other": "x" },
  { ":status": "200" },
  { "x-forwarded-for": "1.2.3.4" },
];

const requests = protocols.flatMap((protocol) => [
  ...headers.map((each) => ({ protocol, headers: each })),
  ...["BREW", "get", "GE T", "CONNECT", "QUERY", ""].map((method) => ({ protocol, method })),
  ...["/ä", "/a b", "/a\x01b", "/a\x7fb", "abc", "", "*", "http://other/x"].map((path) => ({ protocol, path })),
]);

const authorities = protocols.flatMap((protocol) =>
  ["", "a b", "a/b", "user@host", "ü.example"].map((authority) => ({ protocol, authority })),
);

const trailers: Record<string, string>[] = [
  { "x a": "b" },
  { ":path": "/" },
  { connection: "x" },
  { "x-a": "a\x01b" },
  { te: "gzip" },
  { "content-length": "1" },
];

const answers = [
  ...headers.map((each) => ({ headers: each, body: "abcde" })),
  { headers: { "content-length": "3" }, body: "abcde" },
  ...[0, 99, 100, 101, 103, 200.5, 205, 304, 599, 600, -1].map((status) => ({ status })),
  ...[204, 205, 304].map((status) => ({ status, body: "abc" })),
];

type Loaded = Awaited<ReturnType<typeof loadFilter>>;

async function resultOf(filter: Loaded, request: object, answer: object = {}): Promise<string> {
  try {
    filter.onCall("upstream", answer);
    const { response } = await filter.request(request);
    return `${response.status}${response.reset ? ", reset" : ""}`;
  } catch (error) {
    return (error as Error).message.replaceAll("\n", "; ");
  }
}

async function resultsOn(engine: "host" | "envoy"): Promise<string[]> {
  const results: string[] = [];
  {
    await using filter = await loadFilter(shop, { engine });
    const withTrailers = trailers.map((each) => ({ body: "x", trailers: each }));
    for (const request of [...requests, ...authorities, ...withTrailers])
      results.push(`${JSON.stringify(request)}: ${await resultOf(filter, request)}`);
  }
  for (const protocol of protocols) {
    await using filter = await loadFilter(shop, { engine, clusterSettings: { upstream: { protocol } } });
    const withTrailers = protocol === "HTTP/2" ? trailers.map((each) => ({ body: "x", trailers: each })) : [];
    for (const answer of [...answers, ...withTrailers]) {
      results.push(`${protocol} ${JSON.stringify(answer)}: ${await resultOf(filter, {}, answer)}`);
    }
  }
  return results;
}

test("what a test cannot send is refused alike everywhere, and what it can has the same result", async () => {
  const onHost = await resultsOn("host");
  expect(await resultsOn("envoy")).toEqual(onHost);
  await expect(`${onHost.join("\n")}\n`).toMatchFileSnapshot("sendable.txt");
});
