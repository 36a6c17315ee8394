import type { HeaderMap } from "../http/header-map.ts";
import type { StreamContext } from "./property-context.ts";

const highestStatus = 16;
const invalidStatus = -1;
const unknown = 2;

/** The statuses that gRPC gives to HTTP's; all others are `Unknown`. */
const statusOfHttp = new Map([
  [400, 13],
  [401, 16],
  [403, 7],
  [404, 12],
  [429, 14],
  [502, 14],
  [503, 14],
  [504, 14],
]);

/** The status of a gRPC call: of the trailers, else of the headers, else one made of the HTTP status. */
export function grpcStatus({ responseTrailers, responseHeaders, streamInfo }: StreamContext): number | undefined {
  const said = statusIn(responseTrailers) ?? statusIn(responseHeaders);
  if (said !== undefined) return said;
  const code = streamInfo.responseCode;
  return code === undefined ? undefined : (statusOfHttp.get(code) ?? unknown);
}

function statusIn(map: HeaderMap | undefined): number | undefined {
  const text = map?.get("grpc-status");
  if (!text) return undefined;
  const status = /^\d+$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY;
  return status <= highestStatus ? status : invalidStatus;
}
