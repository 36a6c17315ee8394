/** A version of the Proxy-Wasm ABI that has a final specification and that Envoy loads. */
export type AbiVersion = "0.1.0" | "0.2.0" | "0.2.1";

/** A value type of WebAssembly as the ABI uses it. Pointers and sizes are `i32`. */
export type WasmType = "i32" | "i64" | "f32" | "f64";

/** The type of a function: what Envoy compares when it links a module. */
export interface Signature {
  params: readonly WasmType[];
  results: readonly WasmType[];
}

/** The parts of the ABI that are numbers with names, see {@link enums}. */
export type EnumName =
  | "proxy_log_level_t"
  | "proxy_status_t"
  | "proxy_action_t"
  | "proxy_buffer_type_t"
  | "proxy_map_type_t"
  | "proxy_peer_type_t"
  | "proxy_stream_type_t"
  | "proxy_metric_type_t"
  | "FilterHeadersStatus"
  | "FilterDataStatus"
  | "FilterTrailersStatus"
  | "FilterMetadataStatus"
  | "wasi_errno_t"
  | "wasi_fd_id_t"
  | "wasi_clock_id_t";

/**
 * What a parameter is for.
 *
 * - `value`: a number (an id, a count, a time).
 * - `boolean`: 0 or 1.
 * - `pointer`: address of bytes that the host reads; the next parameter is their size.
 * - `size`: number of bytes at the pointer before it.
 * - `return-pointer`: address at which the host writes (4 bytes) where the bytes are that it allocated in the module.
 * - `return-size`: address at which the host writes (4 bytes) how many bytes those are.
 * - `return-value`: address at which the host writes a number of `bytes` bytes.
 */
export type Role = "value" | "boolean" | "pointer" | "size" | "return-pointer" | "return-size" | "return-value";

/** A parameter of a host function or callback, with the specification's name. */
export interface Param {
  name: string;
  type: WasmType;
  role: Role;
  /** The enum whose value it is. */
  enum?: EnumName;
  /** Of a `return-value`: how many bytes the host writes. */
  bytes?: 4 | 8;
  /** The first version of the ABI that has this parameter; absent where all have it. */
  since?: AbiVersion;
}

/**
 * The phases in which Envoy lets few functions through. Measured with Envoy 1.40 by calling every function in each.
 */
export interface Phases {
  /** In the start section there is no context yet: a function that needs one ends Envoy with a segmentation fault. */
  start: boolean;
  /** In `_initialize`, `_start` and `main` any other function traps (`restricted_callback`), so that the module does not load. */
  initialize: boolean;
  /** While Envoy allocates memory in the module; any other function traps, so that the module is lost. */
  allocate: boolean;
}

/** A function that a module can import from `env`. */
export interface HostFunction {
  name: string;
  /** Module name of the import. */
  module: "env";
  params: readonly Param[];
  /**
   * What it returns as Envoy has it: a status, a plain number, or nothing. (The 0.1.0 specification gives
   * `proxy_continue_request`, `proxy_continue_response` and `proxy_clear_route_cache` no result; Envoy's return a status.)
   */
  result: "status" | "value" | null;
  /** The versions of the ABI that have it. Envoy offers it to modules of exactly these. */
  abi: readonly AbiVersion[];
  /** Who defined it: the specification, Envoy alone, or Emscripten's runtime. */
  origin: "spec" | "envoy" | "emscripten";
  allowed: Phases;
  /** What it does, one sentence. */
  doc: string;
  /** Where it is specified, or where its behaviour comes from. */
  reference: string;
  /** What a module of a later ABI does instead, for functions that were removed. */
  replacement?: string;
}

/**
 * On which kind of context Envoy calls a callback: `module` has no context, `root` is the plugin's, `http` and `tcp`
 * are streams, `stream` is either of them, `any` is root or stream.
 */
export type ContextKind = "module" | "root" | "http" | "tcp" | "stream" | "any";

/** A function that Envoy looks for among a module's exports. */
export interface Callback {
  name: string;
  params: readonly Param[];
  result: { name: string; type: WasmType; enum?: EnumName } | null;
  context: ContextKind;
  /** The versions of the ABI under which Envoy looks for it. */
  abi: readonly AbiVersion[];
  origin: "spec" | "envoy" | "wasi";
  /** What it means, one sentence. */
  doc: string;
  reference: string;
  /** Envoy looks for it only where this export is there, too. */
  onlyWith?: string;
  /** Envoy does not look for it where this export is there. */
  unless?: string;
  /** False for what Envoy looks for but never calls. Default: true. */
  called?: boolean;
}

/** A function of WASI that Envoy offers, under both of {@link wasiModules}. */
export interface WasiFunction extends Signature {
  name: string;
  allowed: Phases;
  /** What Envoy's does, which is less than WASI promises. */
  doc: string;
  /** The first minor version of Envoy that offers it: 39 is 1.39. Absent where all do, from 1.36. */
  sinceEnvoy?: number;
}

/** Numbers with names. */
export interface EnumDefinition {
  values: Readonly<Record<string, number>>;
  origin: "spec" | "envoy";
  doc: string;
}

/** A field of a protobuf message. */
export interface MessageField {
  number: number;
  name: string;
  type: "string" | "bytes" | "bool" | "enum";
  /** The values of an enum field. */
  values?: Readonly<Record<string, number>>;
}

/** A protobuf message of Envoy's package `envoy.source.extensions.common.wasm`. */
export interface Message {
  name: string;
  fields: readonly MessageField[];
}

/** A function that is called by name through `proxy_call_foreign_function`. Hosts other than Envoy may not have it. */
export interface ForeignFunction {
  name: string;
  /** The bytes that it takes: a message, or a description of raw bytes; null for none. */
  argument: Message | string | null;
  /** The bytes that it gives: a message, or a description of raw bytes; null for none. */
  result: Message | string | null;
  doc: string;
}
