/** A value of a `google.protobuf.Struct`, as JSON has it. Strings are text. */
export type StructValue = null | number | string | boolean | readonly StructValue[] | Struct;

/** A `google.protobuf.Struct`. */
export interface Struct {
  readonly [key: string]: StructValue;
}

/** A `google.protobuf.Any`: a message in protobuf's wire form, and what it is. */
export interface AnyMessage {
  readonly type_url: string;
  readonly value: Uint8Array;
}

/**
 * `envoy.config.core.v3.Metadata`: what a configuration or a filter says to other filters, by namespace.
 *
 * Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/core/v3/base.proto#config-core-v3-metadata
 *
 * @example
 * const metadata: Metadata = { filter_metadata: { "com.example": { team: "shop" } } };
 */
export interface Metadata {
  readonly filter_metadata?: { readonly [namespace: string]: Struct };
  readonly typed_filter_metadata?: { readonly [namespace: string]: AnyMessage };
}

/** `envoy.config.core.v3.Locality`: where a host runs. */
export interface Locality {
  readonly region?: string;
  readonly zone?: string;
  readonly sub_zone?: string;
}

/**
 * `envoy.config.core.v3.Node`: the proxy itself.
 *
 * Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/core/v3/base.proto#config-core-v3-node
 */
export interface Node {
  readonly id?: string;
  readonly cluster?: string;
  readonly metadata?: Struct;
  readonly locality?: Locality;
  readonly user_agent_name?: string;
  readonly user_agent_build_version?: {
    readonly version?: { readonly major_number?: number; readonly minor_number?: number; readonly patch?: number };
    readonly metadata?: Struct;
  };
  readonly client_features?: readonly string[];
}
