import { localityType } from "../protobuf/known-messages.ts";
import { attributesOf } from "./attribute-map.ts";
import { portOf } from "./connection-attributes.ts";
import { durationOf } from "./nanoseconds.ts";
import type { StreamContext } from "./property-context.ts";
import { MessageValue, Unsigned } from "./value.ts";

/** `upstream.NAME`, beside those of TLS. */
export const upstreamAttributes = attributesOf<StreamContext>({
  address: ({ streamInfo }) => streamInfo.upstream?.host?.address,
  port: ({ streamInfo }) => portOf(streamInfo.upstream?.host?.port),
  local_address: ({ streamInfo }) => streamInfo.upstream?.localAddress,
  locality: ({ streamInfo }) => messageOf(streamInfo.upstream?.host?.locality),
  transport_failure_reason: ({ streamInfo }) => streamInfo.upstream?.transportFailureReason,
  cx_pool_ready_duration: ({ streamInfo }) => durationOf(streamInfo.upstream?.connectionPoolReadyDuration),
  request_attempt_count: ({ streamInfo }) => new Unsigned(BigInt(streamInfo.attemptCount ?? 0)),
  num_endpoints: ({ streamInfo }) => countOf(streamInfo.upstreamCluster?.endpointCount),
});

function messageOf(locality: object | undefined): MessageValue | undefined {
  return locality && new MessageValue(localityType, { ...locality });
}

function countOf(count: number | undefined): Unsigned | undefined {
  return count === undefined ? undefined : new Unsigned(BigInt(count));
}
