import type { ProxyEvents } from "./engine.ts";
import type { UpstreamRequest } from "./upstream/upstream-request.ts";

/** What has reached the upstreams that the test plays, and what went wrong in its functions. */
export class Records implements ProxyEvents {
  readonly requests: { request: UpstreamRequest; exchange: number | undefined }[] = [];
  readonly #byExchange = new Map<number, UpstreamRequest[]>();
  /** Errors that the test was not told. */
  readonly faults: { error: unknown }[] = [];

  upstreamRequest(request: UpstreamRequest, exchange: number | undefined): void {
    this.requests.push({ request, exchange });
    if (exchange === undefined) return;
    const earlier = this.#byExchange.get(exchange);
    if (earlier) earlier.push(request);
    else this.#byExchange.set(exchange, [request]);
  }

  failed(error: unknown): void {
    this.faults.push({ error });
  }

  /** The requests that routes have sent for an exchange. */
  of(exchange: number): UpstreamRequest[] {
    return [...(this.#byExchange.get(exchange) ?? [])];
  }

  /** Calls of plugins, from a mark on. */
  callsFrom(mark: number): UpstreamRequest[] {
    return this.requests.slice(mark).flatMap((one) => (one.exchange === undefined ? [one.request] : []));
  }
}
