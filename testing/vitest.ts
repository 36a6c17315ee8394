/**
 * Setup file for vitest: matchers for filters, and tests that an engine cannot run are skipped. `mesh-wasm test` brings it along;
 * for a plain `vitest` add `setupFiles: ["mesh-wasm/testing/vitest"]` to your configuration.
 *
 * @module
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { aroundEach, expect } from "vitest";
import type { LogFilter } from "./logs/log-view.ts";
import { hasBody, hasHeader, hasReachedUpstream, hasStatus, isLocalReply } from "./matchers/http.ts";
import { hasCalled, hasCounter, hasGauge, hasLogged, hasTrapped } from "./matchers/plugin.ts";
import type { Verdict } from "./matchers/verdict.ts";
import type { SkipContext } from "./skippable.ts";
import { onUnsupported } from "./unsupported.ts";

/** What `expect` can say of exchanges and filters. An exchange stands for its response where that is asked about. */
export interface FilterMatchers<R = unknown> {
  /** The response has this status. */
  toHaveStatus(status: number): R;
  /** There is a header of this name; with this value, where one is given. Takes an exchange, a response, a request or headers. */
  toHaveHeader(name: string, value?: string | RegExp): R;
  /** The body is this text or these bytes, or matches the expression. */
  toHaveBody(body: string | RegExp | Uint8Array): R;
  /** The request has reached an upstream; that of this cluster, where one is given. */
  toHaveReachedUpstream(cluster?: string): R;
  /** The response is a filter's or the proxy's own; with these details, where they are given. */
  toBeLocalReply(details?: string): R;
  /** A plugin has logged a line that contains the text or matches the expression. Takes an exchange or a filter. */
  toHaveLogged(pattern: string | RegExp, filter?: LogFilter): R;
  /** A plugin of the filter has defined this counter; it is at this value, where one is given. */
  toHaveCounter(name: string, value?: number): R;
  /** A plugin of the filter has defined this gauge; it is at this value, where one is given. */
  toHaveGauge(name: string, value?: number): R;
  /** A plugin has trapped; with a message or in a function like this, where a pattern is given. Takes an exchange or a filter. */
  toHaveTrapped(pattern?: string | RegExp): R;
  /** A plugin has called this cluster; so many times, where a number is given. Takes an exchange or a filter. */
  toHaveCalled(cluster: string, times?: number): R;
}

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: the type parameter must be declared as vitest declares it
  interface Matchers<T = any> extends FilterMatchers<T> {}
}

type Judge = (subject: unknown, ...args: never[]) => Verdict;

const judges: Record<keyof FilterMatchers, Judge> = {
  toHaveStatus: hasStatus,
  toHaveHeader: hasHeader,
  toHaveBody: hasBody,
  toHaveReachedUpstream: hasReachedUpstream,
  toBeLocalReply: isLocalReply,
  toHaveLogged: hasLogged,
  toHaveCounter: hasCounter,
  toHaveGauge: hasGauge,
  toHaveTrapped: hasTrapped,
  toHaveCalled: hasCalled,
};

function matcherOf(judge: Judge) {
  return (subject: unknown, ...args: unknown[]) => {
    const { pass, failure, unwanted, actual, expected } = judge(subject, ...(args as never[]));
    return { pass, message: () => (pass ? unwanted : failure), actual, expected };
  };
}

expect.extend(Object.fromEntries(Object.entries(judges).map(([name, judge]) => [name, matcherOf(judge)])));

/** The test that is running, also where several do at the same time. */
const running = new AsyncLocalStorage<SkipContext>();

aroundEach((runTest, context) => running.run(context as SkipContext, runTest));

// vitest knows a skipped test by the error that its own context throws
onUnsupported((error) => running.getStore()?.skip(error.message));
