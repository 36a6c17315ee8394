import { type ByteString, fromBytes, fromText } from "../../../host/bytes.ts";
import { HeadersStatus } from "../../../host/status.ts";
import type { Exchange } from "../../exchange/exchange.ts";
import type { Message } from "../../http/message.ts";
import { FoldedHeaders } from "../folded-headers.ts";
import { checkLogs, checkPhase, type Failure } from "../run/check-phase.ts";
import type { PhaseResult } from "../run/scenario-stream.ts";
import type { Expectation, Invocation, Test } from "../suite.ts";
import { isExact } from "./why-not.ts";

/** What an exchange is checked with. */
export interface ExchangeCheck {
  test: Test;
  exchange: Exchange;
  /** What the plugin logged before the first request. */
  startLogs: readonly ByteString[];
  readFile(path: string): ByteString;
}

/** Compares both ends of an exchange with what each phase is to make of it. */
export function checkExchange(check: ExchangeCheck): Failure[] {
  const { test, exchange, startLogs, readFile } = check;
  const logs = exchange.logs.messages().map(fromText);
  const phase = (name: string, invocation: Invocation | undefined, result: PhaseResult): Failure[] => {
    if (!invocation) return [];
    const expected = expectedInProxy(invocation.result, exchange);
    return checkPhase({ phase: name, at: invocation.at, expected, logs, readFile }, result);
  };
  const life = (name: string, expected: Expectation | undefined, lines: readonly ByteString[]): Failure[] =>
    checkLogs({ phase: name, at: expected?.at ?? test.at, expected, logs: lines, readFile });
  const repliedAt = phaseOfReply(test);
  const request = passed(exchange.upstream, exchange.upstream.reached, exchange);
  const response = passed(exchange.response, !exchange.localReply, exchange);
  return [
    ...life("plugin_init", test.pluginInit, startLogs),
    ...life("stream_init", test.streamInit, logs),
    ...phase("request_headers", test.requestHeaders, request),
    ...phase("request_body", joined(test.requestBody), request),
    ...(repliedAt === "request" ? [] : phase("response_headers", test.responseHeaders, response)),
    ...(repliedAt ? [] : phase("response_body", joined(test.responseBody), response)),
    ...life("stream_destroy", test.streamDestroy, logs),
  ];
}

/** Which way of the stream a local reply is expected to end; undefined for none. */
function phaseOfReply({ requestHeaders, requestBody, responseHeaders }: Test): "request" | "response" | undefined {
  if ([requestHeaders, ...requestBody].some((phase) => phase?.result?.immediate)) return "request";
  return responseHeaders?.result?.immediate ? "response" : undefined;
}

/** A message that has passed the filter, or else the local reply in its place. */
function passed(message: Message, hasPassed: boolean, exchange: Exchange): PhaseResult {
  return hasPassed ? { ...contentOf(message), status: HeadersStatus.Continue } : replied(exchange);
}

/** A local reply, as the client has received it. */
function replied(exchange: Exchange): PhaseResult {
  const content = contentOf(exchange.response);
  if (!exchange.localReply) return { ...content, status: HeadersStatus.Continue };
  const reply = {
    status: exchange.response.status,
    details: fromText(exchange.details),
    body: content.body,
    headers: [],
    grpcStatus: 0,
  };
  return { ...content, status: HeadersStatus.StopAllIterationAndWatermark, reply };
}

function contentOf(message: Message): { headers: FoldedHeaders; body: ByteString } {
  const headers = new FoldedHeaders();
  for (const [name, value] of message.headers) headers.add(fromText(name), fromText(value));
  return { headers, body: fromBytes(message.body) };
}

/** Envoy fills in details where a filter gives none, and has no blanks in them. */
function expectedInProxy(expected: Expectation | undefined, { details }: Exchange): Expectation | undefined {
  if (expected?.immediate?.details === undefined) return expected;
  const wanted = expected.immediate.details.replaceAll(" ", "_");
  return { ...expected, immediate: { ...expected.immediate, details: wanted === "" ? details : wanted } };
}

/** Bodies one after the other are one in a proxy. */
function joined(invocations: readonly Invocation[]): Invocation | undefined {
  const [first, ...more] = invocations;
  if (!first || more.length === 0 || !invocations.every(isExact)) return first;
  const exact = invocations.map(({ result }) => result?.body[0]?.exact ?? "").join("");
  const { at } = first;
  const body = [{ at, invert: false, exact }];
  const log = invocations.flatMap(({ result }) => result?.log ?? []);
  return { at, result: { at, hasHeader: [], noHeader: [], headers: [], body, log } };
}
