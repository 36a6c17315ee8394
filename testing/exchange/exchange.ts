import type { ClusterPlan, StreamEnd, TraceEvent } from "../engine.ts";
import { Message } from "../http/message.ts";
import type { LogView } from "../logs/log-view.ts";
import type { Trap } from "../traps/trap.ts";
import { percentDecoded } from "../upstream/grpc.ts";
import { noRequest, type UpstreamRequest } from "../upstream/upstream-request.ts";

/** A response as the client has received it. */
export class TestResponse extends Message {
  /** Whether the stream was broken off before the response was whole. */
  reset = false;

  /** 0 where no headers came. */
  get status(): number {
    return Number(this.headers.get(":status") ?? 0);
  }

  /** The status of a gRPC call, from trailers or headers; `null` where there is none. */
  get grpcStatus(): number | null {
    const status = this.trailers.get("grpc-status") ?? this.headers.get("grpc-status");
    return status === null ? null : Number(status);
  }

  /** The message that goes with {@link grpcStatus}; `null` where there is none. */
  get grpcMessage(): string | null {
    const message = this.trailers.get("grpc-message") ?? this.headers.get("grpc-message");
    return message === null ? null : percentDecoded(message);
  }
}

/** What an {@link Exchange} is made from. */
export interface ExchangeParts {
  response: TestResponse;
  upstreams: readonly UpstreamRequest[];
  calls: readonly UpstreamRequest[];
  logs: LogView;
  traps: readonly Trap[];
  trace: readonly TraceEvent[];
  clusters: readonly ClusterPlan[];
  end: StreamEnd;
}

/** A request and all that became of it. */
export class Exchange {
  /** What the client got. */
  readonly response: TestResponse;
  /** The requests that routes have sent to upstreams which the test plays: one, or none where the filter answered itself. */
  readonly upstreams: readonly UpstreamRequest[];
  /** Calls that plugins made between the begin and the end of the exchange, in the order in which they arrived. */
  readonly calls: readonly UpstreamRequest[];
  /** What plugins logged between the begin and the end of the exchange. */
  readonly logs: LogView;
  /** Traps between the begin and the end of the exchange. */
  readonly traps: readonly Trap[];
  /** Callbacks and host calls between the begin and the end of the exchange; empty without the option `trace`. */
  readonly trace: readonly TraceEvent[];
  /** Envoy's response code details: `via_upstream`, or what a filter gave with its own answer. */
  readonly details: string;
  /** Envoy's response flags, such as `UF`. */
  readonly responseFlags: readonly string[];
  readonly #clusters: readonly ClusterPlan[];

  constructor(parts: ExchangeParts) {
    this.response = parts.response;
    this.upstreams = parts.upstreams;
    this.calls = parts.calls;
    this.logs = parts.logs;
    this.traps = parts.traps;
    this.trace = parts.trace;
    this.#clusters = parts.clusters;
    this.details = parts.end.details;
    this.responseFlags = parts.end.flags;
  }

  /** The request as the upstream got it; where none was reached, one without anything in it (`upstream.reached` is false). */
  get upstream(): UpstreamRequest {
    return this.upstreams[0] ?? noRequest();
  }

  /** Whether the response is not that of an upstream: a filter's own, or the proxy's. */
  get localReply(): boolean {
    return this.response.status !== 0 && this.details !== "via_upstream";
  }

  /** For matchers only. */
  get clusters(): readonly ClusterPlan[] {
    return this.#clusters;
  }

  /** The first trap, where the filter was loaded with `allowTraps`; otherwise a trap is an error. */
  get trap(): Trap | undefined {
    return this.traps[0];
  }
}
