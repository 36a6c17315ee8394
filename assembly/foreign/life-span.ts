/**
 * How long filter state lives.
 *
 * Source: `LifeSpan` in Envoy's `set_envoy_filter_state` and `declare_property`.
 *
 * @example
 * setEnvoyFilterState("envoy.string", "v2", LifeSpan.DownstreamRequest);
 */
export enum LifeSpan {
  /** Until the filter chain has ended; an internal redirect begins a new one. */
  FilterChain = 0,
  /** Until the request has ended, its internal redirects included. */
  DownstreamRequest = 1,
  /** Until the connection of the client has ended: later requests on it see it, too. */
  DownstreamConnection = 2,
}
