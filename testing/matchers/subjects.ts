import type { MeshWasmError } from "../../core/index.ts";
import { renderTrap } from "../../module/symbolicate/index.ts";
import { playedCluster } from "../checks/loaded.ts";
import { shown } from "../errors/shown.ts";
import { testError } from "../errors/test-error.ts";
import { Exchange } from "../exchange/exchange.ts";
import { TestHeaders } from "../http/headers.ts";
import { Message } from "../http/message.ts";
import { LogView } from "../logs/log-view.ts";
import { TestFilter } from "../test-filter.ts";
import type { Trap } from "../traps/trap.ts";
import type { UpstreamRequest } from "../upstream/upstream-request.ts";
import { isPromise } from "../wait/is-promise.ts";

// What matchers take: an exchange stands for its response, a filter for all of its exchanges.

export function messageOf(subject: unknown, matcher: string): Message {
  if (subject instanceof Exchange) return subject.response;
  if (subject instanceof Message) return subject;
  throw wrongSubject(subject, matcher, "an exchange, a response or a request");
}

export function headersOf(subject: unknown, matcher: string): TestHeaders {
  return subject instanceof TestHeaders ? subject : messageOf(subject, matcher).headers;
}

export function exchangeOf(subject: unknown, matcher: string): Exchange {
  if (subject instanceof Exchange) return subject;
  throw wrongSubject(subject, matcher, "an exchange");
}

export function filterOf(subject: unknown, matcher: string): TestFilter {
  if (subject instanceof TestFilter) return subject;
  throw wrongSubject(subject, matcher, "a filter");
}

export function logsOf(subject: unknown, matcher: string): LogView {
  if (subject instanceof LogView) return subject;
  return exchangeOrFilter(subject, matcher).logs;
}

export function trapsOf(subject: unknown, matcher: string): readonly Trap[] {
  return exchangeOrFilter(subject, matcher).traps;
}

/** Calls to a cluster that the test plays, and all others. */
export function callsOf(subject: unknown, matcher: string, cluster: string): readonly UpstreamRequest[] {
  const source = exchangeOrFilter(subject, matcher);
  playedCluster(source, cluster);
  return source.calls;
}

/** What a failure says beside what was expected: enough to see what the filter did instead. */
export function contextOf(subject: unknown): string[] {
  if (!(subject instanceof Exchange)) return [];
  const { response, details, traps, logs } = subject;
  const body = response.text();
  return [
    ...traps.flatMap((trap) => renderTrap(trap, trap.plugin === "" ? "the module" : `the filter ${trap.plugin}`)),
    `response ${response.status}${details === "" ? "" : ` (${details})`}${body === "" ? "" : `, body ${shown(body)}`}`,
    ...logs.lines.slice(-5).map(({ level, message }) => `logged ${level}: ${message}`),
  ];
}

function exchangeOrFilter(subject: unknown, matcher: string): Exchange | TestFilter {
  if (subject instanceof Exchange || subject instanceof TestFilter) return subject;
  throw wrongSubject(subject, matcher, "an exchange or a filter");
}

function wrongSubject(subject: unknown, matcher: string, wanted: string): MeshWasmError {
  const message = `the matcher of ${matcher} takes ${wanted}, and not ${shown(subject)}`;
  return testError("MW0415", message, isPromise(subject) ? { hint: "await it before" } : {});
}
