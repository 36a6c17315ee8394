import { enums } from "../module/abi/enums.ts";

/** What becomes of a host call: `proxy_status_t`, with the numbers of the specification. */
export const Status = enums.proxy_status_t.values;
export type Status = (typeof Status)[keyof typeof Status];

/** Which map of headers, trailers or metadata: `proxy_map_type_t`. */
export const MapType = enums.proxy_map_type_t.values;

/** Which buffer: `proxy_buffer_type_t`. */
export const BufferType = enums.proxy_buffer_type_t.values;

/** Which direction of a stream: `proxy_stream_type_t`. */
export const StreamType = enums.proxy_stream_type_t.values;

/** Who closed a connection: `proxy_peer_type_t`. */
export const PeerType = enums.proxy_peer_type_t.values;

/** What Envoy reads from a headers callback. */
export const HeadersStatus = enums.FilterHeadersStatus.values;
export type HeadersStatus = (typeof HeadersStatus)[keyof typeof HeadersStatus];

/** What Envoy reads from a body callback. */
export const DataStatus = enums.FilterDataStatus.values;
export type DataStatus = (typeof DataStatus)[keyof typeof DataStatus];

/** What Envoy reads from a trailers callback. */
export const TrailersStatus = enums.FilterTrailersStatus.values;
export type TrailersStatus = (typeof TrailersStatus)[keyof typeof TrailersStatus];
