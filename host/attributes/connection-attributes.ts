import { attributesOf } from "./attribute-map.ts";
import type { StreamContext } from "./property-context.ts";
import { Unsigned } from "./value.ts";

/** `connection.NAME`, beside those of TLS. */
export const connectionAttributes = attributesOf<StreamContext>({
  mtls: ({ streamInfo }) => streamInfo.connection.tls?.peer !== undefined,
  requested_server_name: ({ streamInfo }) => streamInfo.connection.requestedServerName,
  id: ({ streamInfo }) => new Unsigned(BigInt(streamInfo.connection.id)),
  termination_details: ({ streamInfo }) => streamInfo.connectionTerminationDetails,
  transport_failure_reason: ({ streamInfo }) => streamInfo.downstreamTransportFailureReason || undefined,
});

/** `source.NAME`: the client's end of its connection. */
export const sourceAttributes = attributesOf<StreamContext>({
  address: ({ streamInfo }) => streamInfo.connection.remoteAddress,
  port: ({ streamInfo }) => portOf(streamInfo.connection.remotePort),
});

/** `destination.NAME`: the proxy's end. */
export const destinationAttributes = attributesOf<StreamContext>({
  address: ({ streamInfo }) => streamInfo.connection.localAddress,
  port: ({ streamInfo }) => portOf(streamInfo.connection.localPort),
});

/** A port; `undefined` without IP. */
export function portOf(port: number | undefined): bigint | undefined {
  return port === undefined ? undefined : BigInt(port);
}
