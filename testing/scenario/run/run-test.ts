import type { ByteString } from "../../../host/bytes.ts";
import { toText } from "../../../host/bytes.ts";
import { HeadersStatus } from "../../../host/status.ts";
import type { LoadedModule } from "../../../host/vm/loaded-module.ts";
import type { Services } from "../../../host/wasm/services.ts";
import { HostTrap } from "../../../host/wasm/trap.ts";
import type { Wasm } from "../../../host/wasm/wasm.ts";
import type { ExplainedTrap } from "../../../module/symbolicate/index.ts";
import { chunkBody } from "../chunk-body.ts";
import { FoldedHeaders } from "../folded-headers.ts";
import type { Position } from "../position.ts";
import type { Expectation, Invocation, Test } from "../suite.ts";
import { bodyOf, headersOf } from "../test-input.ts";
import { checkLogs, checkPhase, type Failure } from "./check-phase.ts";
import { explainScenarioTrap, trapText } from "./explain-trap.ts";
import type { ScenarioContext } from "./scenario-context.ts";
import { ScenarioRoot } from "./scenario-root.ts";
import { type PhaseResult, ScenarioStream } from "./scenario-stream.ts";
import { scenarioVm } from "./scenario-vm.ts";

/** What the tests of a suite run with. */
export interface TestSetup {
  module: LoadedModule;
  /** JSON of the module's source map, for traps; null where there is none. */
  sourceMap: string | null;
  configuration: ByteString;
  services: Services;
  /** Reads a file that the suite names. */
  readFile(path: string): ByteString;
  /** Changes the headers that go in. */
  adaptHeaders?(headers: FoldedHeaders, kind: "request" | "response"): FoldedHeaders;
  /** Treat bodies as Envoy does: hold those that the module pauses, and end once. Default: false. */
  bodiesAsInEnvoy?: boolean;
}

/** What became of a test. */
export interface TestOutcome {
  /** None where the test has passed. */
  failures: Failure[];
  /** What the plugin has logged, in all phases. */
  logs: ByteString[];
  /** How the module failed, where it did. */
  trap?: ExplainedTrap;
}

/** Runs one test in a VM of its own, phase by phase, as the runner of service-extensions does. */
export function runTest(test: Test, setup: TestSetup): TestOutcome {
  const run = new TestRun(test, setup);
  try {
    run.run();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
  }
  return run.outcome();
}

/** Thrown where a test cannot go on. */
class Stop extends Error {}

class TestRun {
  private readonly test: Test;
  private readonly setup: TestSetup;
  private wasm: Wasm | undefined;
  private trap: ExplainedTrap | undefined;
  private readonly failures: Failure[] = [];
  private readonly logs: ByteString[] = [];

  constructor(test: Test, setup: TestSetup) {
    this.test = test;
    this.setup = setup;
  }

  run(): void {
    const { test } = this;
    const root = this.initPlugin();
    const stream = new ScenarioStream(root, test.properties, this.setup.bodiesAsInEnvoy ?? false);
    this.lifeCycle("stream_init", stream, test.streamInit);
    this.headers("request_headers", stream, test.requestHeaders);
    this.bodies("request_body", stream, test.requestBody);
    this.headers("response_headers", stream, test.responseHeaders);
    this.bodies("response_body", stream, test.responseBody);
    stream.tearDown();
    this.lifeCycle("stream_destroy", stream, test.streamDestroy);
    root.logs = [];
    root.shutDown();
    this.assertHealth("plugin_destroy", root);
  }

  outcome(): TestOutcome {
    const { failures, logs, trap } = this;
    return { failures, logs, ...(trap ? { trap } : {}) };
  }

  private initPlugin(): ScenarioRoot {
    const wasm = this.load();
    const root = new ScenarioRoot(wasm);
    const accepted = !wasm.failed && root.start() && root.configure();
    this.assertHealth("plugin_init", root);
    if (!accepted) this.stop("plugin_init", `the module refuses to start${said(root.logs)}`);
    this.lifeCycle("plugin_init", root, this.test.pluginInit);
    return root;
  }

  private load(): Wasm {
    const { module, configuration, services } = this.setup;
    try {
      this.wasm = scenarioVm(module, configuration, services);
      return this.wasm;
    } catch (error) {
      // What ends Envoy itself
      if (error instanceof HostTrap) return this.stop("plugin_init", `the module cannot be loaded: ${error.message}`);
      throw error;
    }
  }

  /** A phase in which only log lines are expected. */
  private lifeCycle(phase: string, context: ScenarioContext, expected: Expectation | undefined): void {
    this.assertHealth(phase, context);
    this.logs.push(...context.logs);
    const { readFile } = this.setup;
    const at = expected?.at ?? this.test.at;
    this.failures.push(...checkLogs({ phase, at, expected, logs: context.logs, readFile }));
  }

  private headers(
    phase: "request_headers" | "response_headers",
    stream: ScenarioStream,
    invocation: Invocation | undefined,
  ): void {
    if (!invocation) return;
    const isRequest = phase === "request_headers";
    const kind = isRequest ? "request" : "response";
    const given = this.attempt(phase, invocation.at, () => headersOf(invocation.input, kind, this.setup.readFile));
    const headers = this.setup.adaptHeaders?.(given, kind) ?? given;
    const result = isRequest ? stream.sendRequestHeaders(headers) : stream.sendResponseHeaders(headers);
    this.assertHealth(phase, stream);
    this.logs.push(...stream.logs);
    this.check(phase, invocation, stream, result);
  }

  private bodies(phase: "request_body" | "response_body", stream: ScenarioStream, all: readonly Invocation[]): void {
    const isChunked = this.test.numChunks !== undefined || this.test.chunkSize !== undefined;
    if (isChunked && all.length > 1)
      this.stop(phase, `${phase} can be given only once beside num_chunks or chunk_size`);
    for (const [index, invocation] of all.entries()) {
      const ends = !this.setup.bodiesAsInEnvoy || index === all.length - 1;
      this.body(phase, stream, invocation, ends);
    }
  }

  private body(
    phase: "request_body" | "response_body",
    stream: ScenarioStream,
    invocation: Invocation,
    ends: boolean,
  ): void {
    const { readFile } = this.setup;
    const chunks = this.attempt(phase, invocation.at, () => chunkBody(bodyOf(invocation.input, readFile), this.test));
    let body = "";
    let last: PhaseResult | undefined;
    for (const [index, chunk] of chunks.entries()) {
      const isLast = ends && index === chunks.length - 1;
      const result =
        phase === "request_body" ? stream.sendRequestBody(chunk, isLast) : stream.sendResponseBody(chunk, isLast);
      this.assertHealth(phase, stream);
      this.logs.push(...stream.logs);
      body += result.body;
      if (result.reply) last = result;
    }
    this.check(phase, invocation, stream, bodyResult(body, last, invocation));
  }

  private check(phase: string, invocation: Invocation, stream: ScenarioStream, result: PhaseResult): void {
    const { readFile } = this.setup;
    const { at, result: expected } = invocation;
    this.failures.push(...checkPhase({ phase, at, expected, logs: stream.logs, readFile }, result));
  }

  private assertHealth(phase: string, context: ScenarioContext): void {
    const trap = this.wasm?.trap;
    if (!trap) return;
    this.trap = explainScenarioTrap(trap, this.setup.sourceMap, context.logs.at(-1));
    this.stop(phase, `${trapText(this.trap)}${said(context.logs)}`);
  }

  private attempt<T>(phase: string, at: Position, action: () => T): T {
    try {
      return action();
    } catch (error) {
      return this.stop(phase, (error as Error).message, at);
    }
  }

  private stop(phase: string, message: string, at = this.test.at): never {
    this.failures.push({ phase, message, at });
    throw new Stop(message);
  }
}

/**
 * What a whole body has become. A local reply counts only where one is expected: the runner of service-extensions does not
 * look at those that the body of a request gets.
 */
function bodyResult(body: ByteString, last: PhaseResult | undefined, { result }: Invocation): PhaseResult {
  const headers = new FoldedHeaders();
  const reply = result?.immediate ? last?.reply : undefined;
  if (!reply) return { status: HeadersStatus.Continue, headers, body };
  for (const [name, value] of reply.headers) headers.set(name, value);
  return { status: HeadersStatus.StopAllIterationAndWatermark, headers, body: reply.body, reply };
}

function said(logs: readonly ByteString[]): string {
  return logs.length > 0 ? `\nIt had logged:\n${logs.map(toText).join("\n")}` : "";
}
