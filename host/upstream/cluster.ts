import type { Metadata } from "../metadata.ts";
import type { ClusterInfo, ConnectionInfo, UpstreamHostInfo } from "../stream-info.ts";
import type { Upstream } from "./upstream-stream.ts";

/** An upstream by the name that routes and plugins call it. */
export interface ClusterOptions {
  name: string;
  /** Who answers. Without it nothing listens there: connections are refused. */
  upstream?: Upstream | undefined;
  /** Speaks HTTP/2, as gRPC needs. Default: HTTP/1.1, which has no trailers, and whose bodies end with a part of their own. */
  http2?: boolean | undefined;
  /** Each worker has a connection from the start, over which its first request goes at once. Default: false. */
  connected?: boolean | undefined;
  /** Who answers TCP. */
  tcp?: ((connection: UpstreamConnection) => UpstreamConnectionReceiver | undefined) | undefined;
  /** `host:port`, as properties show it. Default: `127.0.0.1:80`. */
  address?: string | undefined;
  metadata?: Metadata | undefined;
  /** Metadata of its one host. */
  hostMetadata?: Metadata | undefined;
}

/** A TCP connection that has reached an upstream. */
export interface UpstreamConnection {
  /** The client whose connection it goes on. */
  readonly downstream: ConnectionInfo;
  send(bytes: Uint8Array, endOfStream: boolean): void;
  /** Says that nothing more comes. */
  close(): void;
  /** Breaks the connection off. */
  reset(): void;
}

/** What an upstream hears on a TCP connection. */
export interface UpstreamConnectionReceiver {
  onData?(bytes: Uint8Array, endOfStream: boolean): void;
  /** The proxy has closed its end, or broken the connection off. */
  onClose?(wasReset: boolean): void;
}

/** A cluster of the proxy, as one of its threads sees it. */
export class Cluster {
  readonly options: ClusterOptions;
  readonly info: ClusterInfo;
  readonly host: UpstreamHostInfo;
  /** The release that is imitated: 40 for Envoy 1.40. */
  readonly envoyMinor: number;
  /** There is a connection to it, over which a request goes at once. */
  connected: boolean;

  /** What is said of a connection that is refused. Releases from 1.38 on keep the reason to themselves. */
  readonly refusal: string;

  constructor(options: ClusterOptions, envoyMinor: number, isWorker: boolean) {
    this.options = options;
    this.envoyMinor = envoyMinor;
    const reason = ", transport failure reason: delayed connect error: Connection refused";
    this.refusal = `remote connection failure${envoyMinor < 38 ? reason : ""}`;
    const { name, metadata = {}, address = "127.0.0.1:80" } = options;
    this.connected = isWorker && (options.connected ?? false);
    this.info = { name, metadata, endpointCount: 1 };
    this.host = {
      address,
      port: Number(address.slice(address.lastIndexOf(":") + 1)),
      locality: {},
      metadata: options.hostMetadata,
      localityMetadata: undefined,
    };
  }
}

/** The clusters of a thread by name: threads have connections of their own. */
export class Clusters {
  private readonly byName: ReadonlyMap<string, Cluster>;

  constructor(clusters: readonly ClusterOptions[], envoyMinor: number, isWorker: boolean) {
    this.byName = new Map(clusters.map((options) => [options.name, new Cluster(options, envoyMinor, isWorker)]));
  }

  get(name: string): Cluster | undefined {
    return this.byName.get(name);
  }
}
