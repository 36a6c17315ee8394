import type { ByteString } from "../bytes.ts";
import type { HeaderMap } from "../http/header-map.ts";
import type { Node } from "../metadata.ts";
import type { StreamInfo } from "../stream-info.ts";
import type { DeclaredProperty } from "./declared-property.ts";

/** What all contexts of a plugin on a thread have in common for properties. Made once, with the root context. */
export interface PluginProperties {
  /** The release that is imitated: 36 to 40 for Envoy 1.36 to 1.40. */
  readonly envoyMinor: number;
  readonly node: Node;
  readonly name: ByteString;
  readonly rootId: ByteString;
  readonly vmId: ByteString;
  /** What the root context has declared with `declare_property`, by name; empty at first. */
  readonly declared: Map<ByteString, DeclaredProperty>;
}

/**
 * What a context knows when it is asked for a property: what Envoy's `Context::findValue` looks at. A context of the host can
 * be one of these itself, so that asking costs no object.
 */
export interface PropertyContext {
  readonly pluginProperties: PluginProperties;
  /**
   * Of the stream or of the TCP connection. A root context has none, but while it logs a stream (as an access logger) it is
   * that of the stream.
   */
  readonly streamInfo: StreamInfo | undefined;
  /** Each map while the context holds it, and all three again in `on_log`. */
  readonly requestHeaders: HeaderMap | undefined;
  readonly responseHeaders: HeaderMap | undefined;
  readonly responseTrailers: HeaderMap | undefined;
  /** Whether the context is a filter, which may also write: true for streams and TCP connections, false for root contexts. */
  readonly isFilter: boolean;
}

/** A context that has a stream. */
export type StreamContext = PropertyContext & { readonly streamInfo: StreamInfo };
