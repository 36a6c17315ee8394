/**
 * Which way the traffic of a listener goes, seen from the workload that the proxy belongs to.
 *
 * Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/core/v3/base.proto#enum-config-core-v3-trafficdirection
 *
 * @example
 * const isSidecarOfCaller = attributes.xds.listenerDirection == TrafficDirection.Outbound;
 */
export enum TrafficDirection {
  /** The configuration does not say. */
  Unspecified = 0,
  /** To the workload. */
  Inbound = 1,
  /** From the workload. */
  Outbound = 2,
}
