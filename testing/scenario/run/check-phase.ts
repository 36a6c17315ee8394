import { type ByteString, fromText } from "../../../host/bytes.ts";
import { HeadersStatus } from "../../../host/status.ts";
import type { FoldedHeaders } from "../folded-headers.ts";
import type { Position } from "../position.ts";
import { compileMatcher, quote } from "../string-matcher.ts";
import type { Expectation, Immediate, StringMatcher } from "../suite.ts";
import type { PhaseResult } from "./scenario-stream.ts";

/** Something that is not as the suite expects it. */
export interface Failure {
  /** Name of the phase: `request_headers`. */
  phase: string;
  message: string;
  /** Where the suite says what is expected. */
  at: Position;
}

/** What a phase is checked with. */
export interface PhaseCheck {
  phase: string;
  /** Where the phase is in the suite. */
  at: Position;
  /** Undefined where the suite expects nothing in particular. */
  expected: Expectation | undefined;
  logs: readonly ByteString[];
  readFile(path: string): ByteString;
}

/** Compares what a phase did with what is expected: without an expectation, that it went on without a local reply. */
export function checkPhase(check: PhaseCheck, result: PhaseResult): Failure[] {
  const { expected } = check;
  const found: Failure[] = [];
  const fail = failing(check, found);
  if (expected) {
    checkHeaders(expected, result.headers, fail);
    matchAll(check, fail, expected.headers, "a header", result.headers.lines());
    matchAll(check, fail, expected.body, "the body", [result.body]);
  }
  checkReply(check, result, fail);
  if (expected?.immediate) checkImmediate(expected.immediate, result, fail);
  return [...found, ...checkLogs(check)];
}

/** Compares what was logged with what is expected. */
export function checkLogs(check: PhaseCheck): Failure[] {
  const found: Failure[] = [];
  matchAll(check, failing(check, found), check.expected?.log ?? [], "a log line", check.logs);
  return found;
}

type Fail = (at: Position, message: string) => void;

function failing({ phase }: PhaseCheck, found: Failure[]): Fail {
  return (at, message) => void found.push({ phase, at, message });
}

function checkHeaders({ hasHeader, noHeader }: Expectation, headers: FoldedHeaders, fail: Fail): void {
  for (const { at, key, value } of hasHeader) {
    const actual = headers.get(fromText(key));
    if (key === "") fail(at, "has_header needs a key");
    else if (actual === undefined) fail(at, `expected the header ${key} with ${quote(value)}, found none`);
    else if (actual !== value) fail(at, `expected the header ${key} with ${quote(value)}, found ${quote(actual)}`);
  }
  for (const { at, key } of noHeader) {
    const actual = headers.get(fromText(key));
    if (key === "") fail(at, "no_header needs a key");
    else if (actual !== undefined) fail(at, `expected no header ${key}, found ${quote(actual)}`);
  }
}

function checkReply({ at, expected }: PhaseCheck, { status, reply }: PhaseResult, fail: Fail): void {
  const goesOn = status === HeadersStatus.Continue || status === HeadersStatus.ContinueAndEndStream;
  if (expected?.immediate) {
    if (!reply?.status) fail(expected.immediate.at, "expected a local reply, found none");
  } else if (reply?.status) {
    fail(at, `expected no local reply, found one with status ${reply.status} and the body ${quote(reply.body)}`);
  } else if (!goesOn) {
    fail(at, `expected that the stream goes on, found that it was paused (${status})`);
  }
}

function checkImmediate({ at, httpStatus, grpcStatus, details }: Immediate, { reply }: PhaseResult, fail: Fail): void {
  if (!reply) return;
  const grpc = reply.grpcStatus >>> 0;
  if (httpStatus !== undefined && httpStatus !== reply.status) {
    fail(at, `expected a local reply with status ${httpStatus}, found ${reply.status}`);
  }
  if (grpcStatus !== undefined && grpcStatus !== grpc) {
    fail(at, `expected a local reply with gRPC status ${grpcStatus}, found ${grpc}`);
  }
  if (details !== undefined && fromText(details) !== reply.details) {
    fail(at, `expected a local reply with details ${JSON.stringify(details)}, found ${quote(reply.details)}`);
  }
}

function matchAll(
  { readFile }: PhaseCheck,
  fail: Fail,
  matchers: readonly StringMatcher[],
  what: string,
  texts: readonly ByteString[],
): void {
  for (const matcher of matchers) {
    try {
      const { matches, wanted } = compileMatcher(matcher, readFile);
      if (matches(texts)) continue;
      const expected = matcher.invert ? `expected that nothing here is ${wanted}` : `expected ${wanted}`;
      fail(matcher.at, `${what}: ${expected}, found ${texts.length > 0 ? texts.map(quote).join(", ") : "nothing"}`);
    } catch (error) {
      fail(matcher.at, `${what}: ${(error as Error).message}`);
    }
  }
}
