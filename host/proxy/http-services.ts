import type { EventLoop } from "../event-loop.ts";
import type { HttpFilter } from "../http/filter-manager.ts";
import type { HttpStream } from "../http/http-stream.ts";
import type { Route } from "../http/route-table.ts";
import type { Metadata } from "../metadata.ts";
import type { NamedInfo } from "../stream-info.ts";
import type { Clusters } from "../upstream/cluster.ts";

/** What a stream needs of the proxy around it. */
export interface HttpServices {
  readonly loop: EventLoop;
  /** Nanoseconds since 1970. */
  now(): bigint;
  /** The time as the header `date` has it. */
  date(): string;
  /** From 0 to less than 1. */
  randomNumber(): number;
  /** Fills with random bytes. */
  random(bytes: Uint8Array): void;
  readonly routes: readonly Route[];
  readonly virtualHost: NamedInfo;
  readonly clusters: Clusters;
  /** Of every stream. */
  readonly dynamicMetadata: Metadata;
  /** Of every stream, by key. */
  readonly filterState: Readonly<Record<string, string>>;
  /** The release that is imitated: 40 for Envoy 1.40. */
  readonly envoyMinor: number;
  /** How many bytes of a body filters can hold back; 0 is no limit. */
  readonly bufferLimit: number;
  /** The proxy's end of connections to upstreams. */
  readonly upstreamLocalAddress: string;
  createFilters(stream: HttpStream): HttpFilter[];
  /** Writes the access log. */
  logAccess(stream: HttpStream): void;
}
