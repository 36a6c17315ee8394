/**
 * The parts of Envoy's configuration (API v3, field names as in Envoy's documentation) that mesh-wasm writes or reads.
 * Every message may carry more fields than are named here.
 */
interface Message {
  [field: string]: unknown;
}

/** `envoy.config.bootstrap.v3.Bootstrap`: the whole configuration of an Envoy process. */
export interface Bootstrap extends Message {
  admin?: Admin;
  node?: Node;
  static_resources?: StaticResources;
}

export interface Admin extends Message {
  address?: Address;
}

/** Who this Envoy is; plugins read it as the properties `xds.node.*` and `node`. */
export interface Node extends Message {
  id?: string;
  cluster?: string;
  metadata?: Record<string, unknown>;
}

export interface StaticResources extends Message {
  listeners?: Listener[];
  clusters?: Cluster[];
}

export interface Address extends Message {
  socket_address?: SocketAddress;
}

export interface SocketAddress extends Message {
  address: string;
  port_value?: number;
}

export interface Listener extends Message {
  name?: string;
  address?: Address;
  filter_chains?: FilterChain[];
}

export interface FilterChain extends Message {
  filters?: Filter[];
}

/** A named extension with its configuration. */
export interface Filter extends Message {
  name: string;
  typed_config?: TypedConfig;
}

export interface TypedConfig extends Message {
  "@type": string;
}

/** A filter of the HTTP connection manager: configured in place, or discovered (ECDS). */
export interface HttpFilter extends Filter {
  config_discovery?: Message;
}

export interface Cluster extends Message {
  name: string;
  type?: string;
  load_assignment?: LoadAssignment;
}

export interface LoadAssignment extends Message {
  cluster_name: string;
  endpoints?: { lb_endpoints?: LbEndpoint[]; [field: string]: unknown }[];
}

export interface LbEndpoint extends Message {
  endpoint?: { address?: Address; [field: string]: unknown };
}

/** `google.protobuf.StringValue` in an Any. */
export interface StringValue {
  "@type": "type.googleapis.com/google.protobuf.StringValue";
  value: string;
}

/** `envoy.extensions.wasm.v3.PluginConfig`. */
export interface WasmPluginConfig extends Message {
  name: string;
  root_id: string;
  configuration?: StringValue;
  failure_policy?: string;
  allow_on_headers_stop_iteration?: boolean;
  vm_config: WasmVmConfig;
}

/** `envoy.extensions.wasm.v3.VmConfig`. */
export interface WasmVmConfig extends Message {
  vm_id: string;
  runtime: string;
  code: { local: { filename: string } };
  configuration?: StringValue;
  environment_variables?: { key_values: Record<string, string> };
}

/** `envoy.config.route.v3.Route`. */
export interface Route extends Message {
  match: Message;
}
