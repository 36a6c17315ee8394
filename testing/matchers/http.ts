import * as v from "valibot";
import { check } from "../checks/check.ts";
import { playedCluster } from "../checks/loaded.ts";
import { bodyPattern, pattern, text } from "../checks/schemas.ts";
import { shown } from "../errors/shown.ts";
import { matches } from "../logs/log-view.ts";
import { contextOf, exchangeOf, headersOf, messageOf } from "./subjects.ts";
import { type Verdict, withDetails } from "./verdict.ts";

const status = v.number("it takes a number, such as 200");

/** The response has this status. */
export function hasStatus(subject: unknown, expected: number): Verdict {
  check(status, expected, "the expected status");
  const actual = Number(messageOf(subject, "statuses").headers.get(":status") ?? 0);
  const instead = actual === 0 ? "there is no response" : `it is ${actual}`;
  return {
    pass: actual === expected,
    failure: withDetails(`expected status ${expected}, but ${instead}`, contextOf(subject)),
    unwanted: `expected another status than ${expected}`,
    actual,
    expected,
  };
}

/** There is a header of this name; with this value, where one is given. */
export function hasHeader(subject: unknown, name: string, expected?: string | RegExp): Verdict {
  check(text, name, "the name of the expected header");
  check(v.optional(pattern), expected, "the value of the expected header");
  const headers = headersOf(subject, "headers");
  const values = headers.getAll(name);
  const pass = expected === undefined ? values.length > 0 : values.some((value) => isValue(value, expected));
  const wanted = expected === undefined ? `header ${name}` : `header ${name}: ${textOf(expected)}`;
  const others = [...headers].map(([other, value]) => `${other}: ${value}`);
  const instead = values.length === 0 ? "there is none" : `it is ${values.map((value) => shown(value)).join(" and ")}`;
  return {
    pass,
    failure: withDetails(`expected ${wanted}, but ${instead}`, values.length === 0 ? others : []),
    unwanted: `expected no ${wanted}${expected === undefined ? `, but it is ${values.map((value) => shown(value)).join(" and ")}` : ""}`,
    actual: values,
    expected,
  };
}

/** The body is this text or these bytes, or matches the expression. */
export function hasBody(subject: unknown, expected: string | RegExp | Uint8Array): Verdict {
  check(bodyPattern, expected, "the expected body");
  const message = messageOf(subject, "bodies");
  const text = message.text();
  const pass =
    expected instanceof Uint8Array
      ? sameBytes(message.body, expected)
      : expected instanceof RegExp
        ? matches(text, expected)
        : text === expected;
  return {
    pass,
    failure: withDetails(`expected the body ${shown(expected)}, but it is ${shown(text)}`, contextOf(subject)),
    unwanted: `expected another body than ${shown(expected)}`,
    actual: expected instanceof Uint8Array ? message.body : text,
    expected,
  };
}

/** The request has reached an upstream; that of this cluster, where one is given. */
export function hasReachedUpstream(subject: unknown, cluster?: string): Verdict {
  const exchange = exchangeOf(subject, "upstreams");
  if (cluster !== undefined) playedCluster(exchange, cluster);
  const reached = exchange.upstreams.map((request) => request.cluster);
  const where = cluster ?? "an upstream";
  const instead = reached.length === 0 ? "it has reached none" : `it has reached ${reached.join(", ")}`;
  return {
    pass: cluster === undefined ? reached.length > 0 : reached.includes(cluster),
    failure: withDetails(`expected the request to reach ${where}, but ${instead}`, contextOf(subject)),
    unwanted: `expected the request not to reach ${where}, but ${instead}`,
    actual: reached,
    expected: cluster,
  };
}

/** The response is not the upstream's: a filter's own, or the proxy's; with these details, where they are given. */
export function isLocalReply(subject: unknown, details?: string): Verdict {
  check(v.optional(text), details, "the details of the expected reply");
  const exchange = exchangeOf(subject, "local replies");
  const wanted = details === undefined ? "a local reply" : `a local reply with details ${details}`;
  return {
    pass: exchange.localReply && (details === undefined || exchange.details === details),
    failure: withDetails(`expected ${wanted}, but the details are ${exchange.details || "empty"}`, contextOf(subject)),
    unwanted: `expected no ${wanted.slice(2)}, but the details are ${exchange.details}`,
    actual: exchange.details,
    expected: details,
  };
}

function isValue(value: string, expected: string | RegExp): boolean {
  return typeof expected === "string" ? value === expected : matches(value, expected);
}

function textOf(expected: string | RegExp): string {
  return typeof expected === "string" ? expected : String(expected);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
