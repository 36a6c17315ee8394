import type { ByteString } from "../../../host/bytes.ts";
import { runTest, type TestSetup } from "../run/run-test.ts";
import { quote } from "../string-matcher.ts";
import type { Expectation, Invocation, Test } from "../suite.ts";
import { headersOf } from "../test-input.ts";
import { inLowerCase, withPseudoHeaders } from "./as-in-proxy.ts";

/**
 * Why a test cannot hold in a real proxy; nothing where it can. What a proxy does not have is taken away in the runner of
 * scenarios, one thing after the other: a test that passes without it does not need it.
 *
 * @param setsClock Whether the proxy's clock can be set.
 */
export function whyNot(test: Test, setup: TestSetup, setsClock = false): string[] {
  if (runTest(test, setup).failures.length > 0) return []; // that is not the proxy's doing
  const realTime = BigInt(Date.now()) * 1_000_000n;
  const services = { ...setup.services, now: () => realTime, monotonic: () => realTime };
  const needs: [reason: string, test: Test, setup: TestSetup][] = [
    ["it needs a clock that stands still", test, setsClock ? setup : { ...setup, services }],
    [`it needs ${propertiesOf(test)}, which no stream of the proxy has`, { ...test, properties: [] }, setup],
    ["it needs messages without pseudo-headers", test, { ...setup, adaptHeaders: withPseudoHeaders }],
    [
      "it needs bodies that go on chunk by chunk whatever the filter answers",
      test,
      { ...setup, bodiesAsInEnvoy: true },
    ],
    ["it needs names of headers in upper case", test, { ...setup, adaptHeaders: inLowerCase }],
  ];
  const missing = needs.filter(([, without, around]) => runTest(without, around).failures.length > 0);
  return [...missing.map(([reason]) => reason), ...faultsOf(test, setup)];
}

function propertiesOf({ properties }: Test): string {
  return `the property ${properties.map(({ path }) => path).join(", ")}`;
}

/** What of a test can be said in its own format only. */
function faultsOf(test: Test, setup: TestSetup): string[] {
  const phases = [test.requestHeaders, ...test.requestBody, test.responseHeaders, ...test.responseBody];
  const expectations = [test.pluginInit, test.streamInit, test.streamDestroy, ...phases.map((phase) => phase?.result)];
  const faults = [
    expectations.some(wantsNoLogLine) && "what is logged in one phase only cannot be told from the log of all",
    phases.some((phase) => phase?.result?.immediate?.grpcStatus) &&
      "the gRPC status of a local reply is seen by gRPC clients only",
    [test.requestBody, test.responseBody].some((bodies) => bodies.length > 1 && !bodies.every(isExact)) &&
      "a stream has one body each way",
    invalidField(test.requestHeaders, "request", setup),
    lengthFault(test.requestHeaders, test.requestBody, "request", setup),
    lengthFault(test.responseHeaders, test.responseBody, "response", setup),
  ];
  return faults.filter((fault) => typeof fault === "string");
}

function wantsNoLogLine(expectation: Expectation | undefined): boolean {
  return expectation?.log.some(({ invert }) => invert) ?? false;
}

/** Whether the output of one of several bodies is known in full. */
export function isExact({ result }: Invocation): boolean {
  const [matcher, ...more] = result?.body ?? [];
  return matcher?.exact !== undefined && !matcher.invert && more.length === 0 && !result?.immediate;
}

/** A header field that no proxy lets in. */
function invalidField(
  invocation: Invocation | undefined,
  kind: "request",
  { readFile }: TestSetup,
): string | undefined {
  const path = invocation && headersOf(invocation.input, kind, readFile).get(":path");
  return path === undefined || /^[/*][^#]*$/.test(path) ? undefined : `HTTP has no path ${quote(path)}`;
}

/** A `content-length` that the body does not have. */
function lengthFault(
  headers: Invocation | undefined,
  bodies: readonly Invocation[],
  kind: "request" | "response",
  { readFile }: TestSetup,
): string | undefined {
  const length = headers && headersOf(headers.input, kind, readFile).get("content-length");
  if (length === undefined) return undefined;
  const size = bodies.reduce((sum, { input }) => sum + (input ? bodySize(input.content, input.file, readFile) : 0), 0);
  return length === String(size) ? undefined : `the body of the ${kind} has ${size} bytes, not ${length}`;
}

function bodySize(content: ByteString, file: string, readFile: (path: string) => ByteString): number {
  return file ? readFile(file).length : content.length;
}
