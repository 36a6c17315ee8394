import { type ByteString, fromBytes, fromText, toBytes } from "../../../host/bytes.ts";
import { BufferType, DataStatus, HeadersStatus, MapType, Status } from "../../../host/status.ts";
import type { ContextBuffer, LocalReply } from "../../../host/wasm/context.ts";
import { FoldedHeaders } from "../folded-headers.ts";
import type { Property } from "../suite.ts";
import { ScenarioContext } from "./scenario-context.ts";
import type { ScenarioRoot } from "./scenario-root.ts";

/** What a phase has made of its input. */
export interface PhaseResult {
  /** What the headers callback answered; Continue in a body phase. */
  status: HeadersStatus;
  headers: FoldedHeaders;
  body: ByteString;
  /** The local reply that was sent in this phase; after a headers phase its headers and its body are those above. */
  reply?: LocalReply;
}

const nothing = new Uint8Array();

type Phase = "requestHeaders" | "requestBody" | "responseHeaders" | "responseBody";

const callbacks = {
  requestHeaders: "proxy_on_request_headers",
  requestBody: "proxy_on_request_body",
  responseHeaders: "proxy_on_response_headers",
  responseBody: "proxy_on_response_body",
} as const satisfies Record<Phase, string>;

/**
 * A stream as the runner of service-extensions has it, which is simpler than Envoy's: a callback sees the headers of its own
 * phase only, every chunk of a body goes on whatever the callback answers, and after a local reply nothing is called.
 */
export class ScenarioStream extends ScenarioContext {
  readonly root: ScenarioRoot;
  private readonly properties: ReadonlyMap<ByteString, ByteString>;
  private phase: Phase | undefined;
  /** The map that can be read and changed now. */
  private map: number | undefined;
  private headers = new FoldedHeaders();
  private body: Uint8Array = nothing;
  private readonly holdsBodies: boolean;
  /** What a module has paused a body for. */
  private held: Uint8Array = nothing;
  private reply: LocalReply | undefined;
  private replied = false;

  /** @param holdsBodies A body that a module pauses is held until it goes on, as in Envoy. */
  constructor(root: ScenarioRoot, properties: readonly Property[], holdsBodies: boolean) {
    super(root.wasm);
    this.root = root;
    this.holdsBodies = holdsBodies;
    this.properties = new Map(properties.toReversed().map(({ path, value }) => [fromText(path), value]));
    this.ask("proxy_on_context_create", root.id);
  }

  sendRequestHeaders(headers: FoldedHeaders): PhaseResult {
    return this.headersPhase("requestHeaders", MapType.HTTP_REQUEST_HEADERS, headers);
  }

  sendRequestBody(chunk: ByteString, endOfStream: boolean): PhaseResult {
    return this.bodyPhase("requestBody", chunk, endOfStream);
  }

  sendResponseHeaders(headers: FoldedHeaders): PhaseResult {
    return this.headersPhase("responseHeaders", MapType.HTTP_RESPONSE_HEADERS, headers);
  }

  sendResponseBody(chunk: ByteString, endOfStream: boolean): PhaseResult {
    return this.bodyPhase("responseBody", chunk, endOfStream);
  }

  /** Ends the stream. */
  tearDown(): void {
    this.logs = [];
    this.ask("proxy_on_log");
    this.ask("proxy_on_done");
    this.ask("proxy_on_delete");
  }

  override headerMap(type: number): FoldedHeaders | undefined {
    return type === this.map ? this.headers : undefined;
  }

  override mutableHeaderMap(type: number): FoldedHeaders | undefined {
    return this.headerMap(type);
  }

  override buffer(type: number): ContextBuffer | Status {
    const isBody =
      (type === BufferType.HTTP_REQUEST_BODY && this.phase === "requestBody") ||
      (type === BufferType.HTTP_RESPONSE_BODY && this.phase === "responseBody");
    return isBody ? this.bodyBuffer() : super.buffer(type);
  }

  override property(path: ByteString): ByteString | Status {
    const dotted = path.split("\0").filter((segment) => segment !== "");
    return this.properties.get(dotted.join(".")) ?? Status.NOT_FOUND;
  }

  /** In the body of a response it is too late for one. */
  override sendLocalReply(reply: LocalReply): void {
    if (this.phase === undefined || this.phase === "responseBody") return;
    this.replied = true;
    this.reply = reply;
    if (this.map === undefined) return;
    this.headers.clear();
    for (const [name, value] of reply.headers) this.headers.set(name, value);
  }

  private headersPhase(phase: Phase, map: number, headers: FoldedHeaders): PhaseResult {
    if (!this.begin(phase)) return { status: HeadersStatus.Continue, headers: new FoldedHeaders(), body: "" };
    this.headers = headers;
    this.map = map;
    const status = this.headersStatus(this.callPhase(phase, headers.size, false));
    this.map = undefined;
    return { status, headers: this.headers, body: this.reply?.body ?? "", ...this.taken() };
  }

  private bodyPhase(phase: Phase, chunk: ByteString, endOfStream: boolean): PhaseResult {
    if (!this.begin(phase)) return { status: HeadersStatus.Continue, headers: new FoldedHeaders(), body: "" };
    this.body = joined(this.held, toBytes(chunk));
    this.held = nothing;
    const status = this.callPhase(phase, this.body.length, endOfStream);
    if (this.holdsBodies && status === DataStatus.StopIterationAndBuffer) this.held = this.body;
    const body = this.held === nothing ? fromBytes(this.body) : "";
    this.body = nothing;
    return { status: HeadersStatus.Continue, headers: new FoldedHeaders(), body, ...this.taken() };
  }

  /** Whether the stream still goes on. */
  private begin(phase: Phase): boolean {
    this.logs = [];
    if (this.replied) return false;
    this.phase = phase;
    return true;
  }

  private taken(): { reply?: LocalReply } {
    const { reply } = this;
    this.reply = undefined;
    return reply ? { reply } : {};
  }

  private callPhase(phase: Phase, size: number, endOfStream: boolean): number {
    const callback = this.wasm.failed ? undefined : this.wasm.callback(callbacks[phase]);
    if (!callback) return 0;
    const takesEnd = phase.endsWith("Body") || this.wasm.plugin.module.abi !== "0.1.0";
    const args = takesEnd ? [size, Number(endOfStream)] : [size];
    const result = this.wasm.call(this, callbacks[phase], callback, this.id, ...args);
    const stopped = this.wasm.iterationStopped;
    this.wasm.runDeferred();
    return stopped ? HeadersStatus.StopAllIterationAndWatermark : result;
  }

  /** What counts as a bare pause, and what is unknown, stops everything. */
  private headersStatus(result: number): HeadersStatus {
    const goesOn = result === HeadersStatus.Continue || result === HeadersStatus.ContinueAndEndStream;
    return goesOn || result === HeadersStatus.StopAllIterationAndBuffer
      ? (result as HeadersStatus)
      : HeadersStatus.StopAllIterationAndWatermark;
  }

  private bodyBuffer(): ContextBuffer {
    return {
      length: this.body.length,
      part: (start, length) => this.body.subarray(start, start + length),
      replace: (start, length, bytes) => {
        const from = Math.min(start, this.body.length);
        const to = Math.min(from + length, this.body.length);
        this.body = joined(this.body.subarray(0, from), bytes, this.body.subarray(to));
        return Status.OK;
      },
    };
  }
}

function joined(...parts: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
