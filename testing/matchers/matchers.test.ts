import "../vitest.ts";
import { AssertionError } from "node:assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as assertions from "../assertions.ts";
import { fixtureModule } from "../fixtures/fixture-module.ts";
import { type Exchange, loadFilter, type TestFilter } from "../index.ts";

let filter: TestFilter;
let served: Exchange;
let denied: Exchange;
let trapped: Exchange;

beforeAll(async () => {
  filter = await loadFilter(await fixtureModule("shop"), {
    allowTraps: true,
    failurePolicy: "FAIL_OPEN",
    clusters: { auth: {}, gone: { unreachable: true } },
    upstream: { headers: { "set-cookie": ["a=1", "b=2"] }, body: "hello" },
  });
  served = await filter.request("/call");
  denied = await filter.request("/deny");
  trapped = await filter.request("/trap");
});

afterAll(() => filter[Symbol.asyncDispose]());

/** What an expectation that does not hold says. */
function failureOf(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("the expectation holds");
}

describe("what holds", () => {
  test("of a response and its headers", () => {
    expect(served).toHaveStatus(200);
    expect(served).not.toHaveStatus(201);
    expect(served).toHaveHeader("Set-Cookie");
    expect(served).toHaveHeader("set-cookie", "b=2");
    expect(served.response.headers).toHaveHeader("set-cookie", /^a/);
    expect(served.upstream).toHaveHeader("x-shop", "");
    expect(served).not.toHaveHeader("x-none");
    expect(served).toHaveBody("hello");
    expect(served.response).toHaveBody(/^h/);
    expect(served).toHaveBody(new TextEncoder().encode("hello"));
  });

  test("of an exchange and a filter", () => {
    expect(served).toHaveReachedUpstream();
    expect(served).toHaveReachedUpstream("upstream");
    expect(denied).not.toHaveReachedUpstream();
    expect(denied).toBeLocalReply("denied");
    expect(served).not.toBeLocalReply();
    expect(served).toHaveCalled("auth", 1);
    expect(filter).toHaveCalled("auth");
    expect(denied).not.toHaveCalled("auth");
    expect(filter).toHaveLogged("configured", { level: "info" });
    expect(filter).not.toHaveLogged("configured", { level: "error" });
    expect(filter).toHaveCounter("shop_served_total", 3);
    expect(filter).toHaveGauge("shop_open");
    expect(filter).not.toHaveCounter("none");
    expect(trapped).toHaveTrapped(/too short/);
    expect(filter).toHaveTrapped("assembly/shop.ts");
    expect(served).not.toHaveTrapped();
  });
});

describe("what does not hold is told with what the filter did instead", () => {
  test("of a response", () => {
    expect(failureOf(() => expect(denied).toHaveStatus(200))).toBe(
      'expected status 200, but it is 403\n  response 403 (denied), body "no\\n"',
    );
    expect(failureOf(() => expect(trapped).toHaveStatus(200))).toMatch(
      /but it is 503\n {2}✖ the filter shop trapped in proxy_on_request_headers: the path is too short\n.*at fail/,
    );
    expect(failureOf(() => expect(served).toHaveHeader("set-cookie", "c=3"))).toBe(
      'expected header set-cookie: c=3, but it is "a=1" and "b=2"',
    );
    expect(failureOf(() => expect(denied).toHaveHeader("x-none"))).toMatch(/but there is none\n {2}:status: 403\n/);
    expect(failureOf(() => expect(served).not.toHaveHeader("set-cookie"))).toContain('but it is "a=1" and "b=2"');
    expect(failureOf(() => expect(served).toHaveBody("bye"))).toContain('expected the body "bye", but it is "hello"');
  });

  test("of an exchange and a filter", () => {
    expect(failureOf(() => expect(denied).toHaveReachedUpstream("auth"))).toMatch(
      /to reach auth, but it has reached none/,
    );
    expect(failureOf(() => expect(served).not.toHaveReachedUpstream())).toMatch(/but it has reached upstream/);
    expect(failureOf(() => expect(served).toBeLocalReply())).toContain("but the details are via_upstream");
    expect(failureOf(() => expect(filter).toHaveLogged("bye"))).toBe(
      'expected a log line with "bye", but there is none among:\n  info: configured \n  critical: assembly/shop.ts:83:3: the path is too short'.replace(
        /83:3/,
        /shop\.ts:(\d+:\d+)/.exec(filter.logs.text())?.[1] ?? "",
      ),
    );
    expect(failureOf(() => expect(filter).toHaveCounter("shop_served_total", 9))).toContain("at 9, but it is at 3");
    expect(failureOf(() => expect(filter).toHaveCounter("none"))).toContain("no plugin has defined such a counter");
    expect(failureOf(() => expect(served).toHaveTrapped())).toContain("expected a trap, but there is none");
    expect(failureOf(() => expect(trapped).not.toHaveTrapped())).toContain("at fail");
    expect(failureOf(() => expect(served).toHaveCalled("auth", 2))).toBe(
      'expected 2 calls to auth, but there are 1\n  GET /check to auth\n  response 200 (via_upstream), body "hello"',
    );
  });

  test("of what is no subject", () => {
    expect(failureOf(() => expect(filter.request()).toHaveStatus(200))).toContain(
      "takes an exchange, a response or a request, and not a Promise (MW0415)\nawait it before",
    );
    expect(failureOf(() => expect("text").toHaveTrapped())).toBe(
      'the matcher of traps takes an exchange or a filter, and not "text" (MW0415)\nCorrect what the message names.',
    );
  });
});

describe("what cannot be expected is refused, also with `not`", () => {
  // biome-ignore lint/suspicious/noExplicitAny: the types forbid all of it
  type Any = any;
  const wrong: [what: string, expectation: () => void, told: string][] = [
    [
      "a status that is a text",
      () => (expect(served) as Any).not.toHaveStatus("200"),
      'the expected status cannot be "200"',
    ],
    [
      "a name that is none",
      () => (expect(served) as Any).toHaveHeader(5),
      "the name of the expected header cannot be 5",
    ],
    [
      "a value that is a number",
      () => (expect(served) as Any).not.toHaveHeader("content-length", 5),
      "the value of the expected header cannot be 5",
    ],
    ["a body that is an object", () => (expect(served) as Any).not.toHaveBody({}), "the expected body cannot be {}"],
    [
      "details that are a status",
      () => (expect(denied) as Any).not.toBeLocalReply(403),
      "the details of the expected reply cannot be 403",
    ],
    [
      "a cluster that there is not",
      () => expect(served).not.toHaveCalled("auht"),
      'the filter was loaded without a cluster "auht" (MW0415)\ndid you mean auth? choose from upstream, auth, gone',
    ],
    ["a filter's cluster that there is not", () => expect(filter).not.toHaveCalled("v2"), 'without a cluster "v2"'],
    ["an upstream that there is not", () => expect(served).not.toHaveReachedUpstream("v2"), 'without a cluster "v2"'],
    [
      "calls that nobody sees",
      () => expect(served).not.toHaveCalled("gone"),
      'the cluster "gone" is not played by the test, which sees nothing of it',
    ],
    [
      "a number of calls",
      () => (expect(served) as Any).toHaveCalled("auth", "1"),
      'the expected number of calls cannot be "1"',
    ],
    ["a line that is none", () => (expect(filter) as Any).not.toHaveLogged(5), "the text of a log line cannot be 5"],
    [
      "a level that there is not",
      () => (expect(filter) as Any).not.toHaveLogged("x", { level: "warning" }),
      '`level` of the filter of log lines cannot be "warning" (MW0415)\ndid you mean warn?',
    ],
    [
      "a plugin that there is not",
      () => expect(filter).not.toHaveLogged("configured", { plugin: "shp" }),
      '`plugin` of the filter of log lines cannot be "shp" (MW0415)\ndid you mean shop?',
    ],
    [
      "a value of a counter",
      () => (expect(filter) as Any).not.toHaveCounter("shop_served_total", "3"),
      'the value of the expected counter cannot be "3"',
    ],
    [
      "a name of a gauge",
      () => (expect(filter) as Any).not.toHaveGauge(/open/),
      "the name of a gauge cannot be /open/",
    ],
    ["a trap", () => (expect(trapped) as Any).not.toHaveTrapped(5), "the text of the expected trap cannot be 5"],
  ];

  test.each(wrong)("%s", (_, expectation, told) => {
    expect(failureOf(expectation)).toContain(told);
  });
});

test("assertions are the same for other runners", () => {
  assertions.assertStatus(served, 200);
  assertions.assertHeader(served, "set-cookie", "a=1");
  assertions.assertNoHeader(served, "x-none");
  assertions.assertBody(served, "hello");
  assertions.assertReachedUpstream(served);
  assertions.assertNotReachedUpstream(denied);
  assertions.assertLocalReply(denied, "denied");
  assertions.assertLogged(filter, "configured");
  assertions.assertNotLogged(filter, "bye");
  assertions.assertCounter(filter, "shop_served_total");
  assertions.assertGauge(filter, "shop_open", 3);
  assertions.assertTrapped(trapped);
  assertions.assertCalled(served, "auth", 1);
  expect(() => assertions.assertStatus(denied, 200)).toThrow(AssertionError);
  expect(() => assertions.assertNoHeader(served, "set-cookie")).toThrow(/expected no header set-cookie/);
});
