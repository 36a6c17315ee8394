/**
 * The bits of `attributes.response.flags`: why a response is not what the upstream said. Beside each, what `%RESPONSE_FLAGS%`
 * writes in an access log. Flags that filters bring along have no bit here.
 *
 * Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage
 *
 * @example
 * if (attributes.response.flags & ResponseFlag.NoRouteFound) log.warn(`no route for ${attributes.request.path}`);
 */
export enum ResponseFlag {
  /** LH: the local service failed a health check. */
  FailedLocalHealthCheck = 1 << 0,
  /** UH: no host of the cluster is healthy. */
  NoHealthyUpstream = 1 << 1,
  /** UT: the upstream took too long. */
  UpstreamRequestTimeout = 1 << 2,
  /** LR: the proxy reset the stream. */
  LocalReset = 1 << 3,
  /** UR: the upstream reset the stream. */
  UpstreamRemoteReset = 1 << 4,
  /** UF: no connection to the upstream. */
  UpstreamConnectionFailure = 1 << 5,
  /** UC: the connection to the upstream ended. */
  UpstreamConnectionTermination = 1 << 6,
  /** UO: a circuit breaker is open. */
  UpstreamOverflow = 1 << 7,
  /** NR: no route matches. */
  NoRouteFound = 1 << 8,
  /** DI: the fault filter delayed the request. */
  DelayInjected = 1 << 9,
  /** FI: the fault filter aborted the request. */
  FaultInjected = 1 << 10,
  /** RL: the rate limit filter refused the request. */
  RateLimited = 1 << 11,
  /** UAEX: the external authorization refused the request. */
  UnauthorizedExternalService = 1 << 12,
  /** RLSE: the rate limit service failed. */
  RateLimitServiceError = 1 << 13,
  /** DC: the client went away. */
  DownstreamConnectionTermination = 1 << 14,
  /** URX: no more retries or connection attempts. */
  UpstreamRetryLimitExceeded = 1 << 15,
  /** SI: nothing happened on the stream for too long. */
  StreamIdleTimeout = 1 << 16,
  /** IH: a header of Envoy's own had an invalid value. */
  InvalidEnvoyRequestHeaders = 1 << 17,
  /** DPE: the client broke the protocol. */
  DownstreamProtocolError = 1 << 18,
  /** UMSDR: the upstream stream lasted too long. */
  UpstreamMaxStreamDurationReached = 1 << 19,
  /** RFCF: the answer is from the cache filter. */
  ResponseFromCacheFilter = 1 << 20,
  /** NFCF: a filter's configuration has not come in time. */
  NoFilterConfigFound = 1 << 21,
  /** DT: the request lasted too long. */
  DurationTimeout = 1 << 22,
  /** UPE: the upstream broke the protocol. */
  UpstreamProtocolError = 1 << 23,
  /** NC: there is no such cluster. */
  NoClusterFound = 1 << 24,
  /** OM: the overload manager ended the request. */
  OverloadManagerTerminated = 1 << 25,
  /** DF: the name of the upstream was not found in DNS. */
  DnsResolutionFailed = 1 << 26,
  /** DO: the cluster drops some of its requests. */
  DropOverload = 1 << 27,
  /** DR: the client reset the stream. */
  DownstreamRemoteReset = 1 << 28,
  /** UDO: the cluster drops all of its requests. */
  UnconditionalDropOverload = 1 << 29,
}
