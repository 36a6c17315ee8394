import { Status } from "../abi/enums/status";
import { callForeign } from "../abi/foreign-calls";
import { ProtobufWriter } from "../encoding/protobuf-writer";
import { LifeSpan } from "./life-span";

/**
 * Sets filter state that Envoy's own filters read, and so changes what they do: on a TCP connection
 * `envoy.tcp_proxy.cluster` chooses the cluster, on a request `envoy.network.upstream_server_name` the server name (SNI) that
 * the upstream is asked for. `envoy.string` is for any text, to be logged with `%FILTER_STATE(envoy.string:PLAIN)%`.
 * `property.set` is for state of one's own, under any name.
 *
 * A key keeps its span: with another one Envoy answers `Ok`, sets nothing and logs `envoy bug failure`.
 *
 * @param key one of Envoy's well-known keys
 * @param value as the key's documentation says
 * @returns `Ok`; `NotFound` when Envoy knows no such key, where there is no stream (in Envoy 1.36 also in the answer of a
 *   call), or when the host has no such function; `BadArgument` when the value does not fit
 *
 * Source: Envoy's foreign function `set_envoy_filter_state`;
 * https://www.envoyproxy.io/docs/envoy/latest/configuration/advanced/well_known_filter_state
 *
 * @example
 * onNewConnection(): NetworkAction {
 *   const name = attributes.connection.requestedServerName;
 *   if (name == "beta.example.com") setEnvoyFilterState("envoy.tcp_proxy.cluster", "beta");
 *   return NetworkAction.Continue;
 * }
 */
export function setEnvoyFilterState(key: string, value: string, span: LifeSpan = LifeSpan.FilterChain): Status {
  const writer = new ProtobufWriter();
  writer.string(1, key);
  writer.string(2, value);
  writer.unsigned(3, span);
  return callForeign("set_envoy_filter_state", writer.finish());
}
