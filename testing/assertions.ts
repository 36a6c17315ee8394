import { AssertionError } from "node:assert";
import type { LogFilter } from "./logs/log-view.ts";
import { hasBody, hasHeader, hasReachedUpstream, hasStatus, isLocalReply } from "./matchers/http.ts";
import { hasCalled, hasCounter, hasGauge, hasLogged, hasTrapped } from "./matchers/plugin.ts";
import type { Verdict } from "./matchers/verdict.ts";

// The matchers as functions, for node:test and whatever else has no `expect.extend`. Each throws an AssertionError that says what
// was expected, what is there instead, and what the filter did. `subject` is an exchange where nothing else is said.

/** The response has this status. */
export function assertStatus(subject: unknown, status: number): void {
  check(hasStatus(subject, status), assertStatus);
}

/**
 * There is a header of this name; with this value, where one is given. Of an exchange those of the response are meant.
 *
 * @param subject an exchange, a response, a request to an upstream, or headers
 */
export function assertHeader(subject: unknown, name: string, value?: string | RegExp): void {
  check(hasHeader(subject, name, value), assertHeader);
}

/** There is no header of this name. */
export function assertNoHeader(subject: unknown, name: string): void {
  checkNot(hasHeader(subject, name), assertNoHeader);
}

/** The body is this text or these bytes, or matches the expression. */
export function assertBody(subject: unknown, body: string | RegExp | Uint8Array): void {
  check(hasBody(subject, body), assertBody);
}

/** The request has reached an upstream; that of this cluster, where one is given. */
export function assertReachedUpstream(exchange: unknown, cluster?: string): void {
  check(hasReachedUpstream(exchange, cluster), assertReachedUpstream);
}

/** The request has reached no upstream. */
export function assertNotReachedUpstream(exchange: unknown): void {
  checkNot(hasReachedUpstream(exchange), assertNotReachedUpstream);
}

/** The response is a filter's or the proxy's own; with these details, where they are given. */
export function assertLocalReply(exchange: unknown, details?: string): void {
  check(isLocalReply(exchange, details), assertLocalReply);
}

/**
 * A plugin has logged a line that contains the text or matches the expression.
 *
 * @param subject an exchange or a filter
 */
export function assertLogged(subject: unknown, pattern: string | RegExp, filter?: LogFilter): void {
  check(hasLogged(subject, pattern, filter), assertLogged);
}

/** No plugin has logged such a line. */
export function assertNotLogged(subject: unknown, pattern: string | RegExp, filter?: LogFilter): void {
  checkNot(hasLogged(subject, pattern, filter), assertNotLogged);
}

/** A plugin of the filter has defined this counter; it is at this value, where one is given. */
export function assertCounter(filter: unknown, name: string, value?: number): void {
  check(hasCounter(filter, name, value), assertCounter);
}

/** A plugin of the filter has defined this gauge; it is at this value, where one is given. */
export function assertGauge(filter: unknown, name: string, value?: number): void {
  check(hasGauge(filter, name, value), assertGauge);
}

/**
 * A plugin has trapped; with a message or in a function like this, where a pattern is given.
 *
 * @param subject an exchange or a filter
 */
export function assertTrapped(subject: unknown, pattern?: string | RegExp): void {
  check(hasTrapped(subject, pattern), assertTrapped);
}

/**
 * A plugin has called this cluster; so many times, where a number is given.
 *
 * @param subject an exchange or a filter
 */
export function assertCalled(subject: unknown, cluster: string, times?: number): void {
  check(hasCalled(subject, cluster, times), assertCalled);
}

// The parameter lets the stack begin where the test has called
// biome-ignore lint/complexity/noBannedTypes: any function
function check({ pass, failure, actual, expected }: Verdict, caller: Function): void {
  if (!pass) throw new AssertionError({ message: failure, actual, expected, stackStartFn: caller });
}

// biome-ignore lint/complexity/noBannedTypes: any function
function checkNot({ pass, unwanted, actual, expected }: Verdict, caller: Function): void {
  if (pass) throw new AssertionError({ message: unwanted, actual, expected, stackStartFn: caller });
}
