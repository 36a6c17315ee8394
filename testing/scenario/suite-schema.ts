/** What a field of a message holds. */
export type FieldType =
  | "string"
  | "bytes"
  | "bool"
  | "int32"
  | "int64"
  | "uint32"
  | "uint64"
  | "LogLevel"
  | MessageName;

export interface Field {
  type: FieldType;
  repeated?: true;
  /** Knows whether it was given. Messages and members of a oneof do always. */
  optional?: true;
  /** Only one of the fields with this name may be given. */
  oneof?: string;
}

/** The messages of plugins/test/runner.proto (package service_extensions_samples.pb), each by its fields' names. */
export const messages = {
  TestSuite: {
    env: { type: "Env" },
    test: { type: "Test", repeated: true },
  },
  Env: {
    test_path: { type: "string" },
    wasm_path: { type: "string" },
    config_path: { type: "string" },
    log_level: { type: "LogLevel" },
    log_path: { type: "string" },
    time_secs: { type: "uint64", optional: true },
    num_additional_streams: { type: "uint64", optional: true },
    additional_stream_advance_rate: { type: "uint64", optional: true },
  },
  Test: {
    name: { type: "string" },
    benchmark: { type: "bool" },
    num_chunks: { type: "int32", oneof: "body_chunking_plan" },
    chunk_size: { type: "int64", oneof: "body_chunking_plan" },
    properties: { type: "Property", repeated: true },
    request_headers: { type: "Invocation" },
    request_body: { type: "Invocation", repeated: true },
    response_headers: { type: "Invocation" },
    response_body: { type: "Invocation", repeated: true },
    plugin_init: { type: "Expectation" },
    stream_init: { type: "Expectation" },
    stream_destroy: { type: "Expectation" },
  },
  Property: {
    path: { type: "string" },
    value: { type: "bytes" },
  },
  Invocation: {
    input: { type: "Input" },
    result: { type: "Expectation" },
  },
  Input: {
    header: { type: "Header", repeated: true },
    content: { type: "bytes" },
    file: { type: "string" },
  },
  Header: {
    key: { type: "string" },
    value: { type: "bytes" },
  },
  Expectation: {
    has_header: { type: "Header", repeated: true },
    no_header: { type: "Header", repeated: true },
    headers: { type: "StringMatcher", repeated: true },
    body: { type: "StringMatcher", repeated: true },
    immediate: { type: "Immediate" },
    log: { type: "StringMatcher", repeated: true },
  },
  Immediate: {
    http_status: { type: "uint32", optional: true },
    grpc_status: { type: "uint32", optional: true },
    details: { type: "string", optional: true },
  },
  StringMatcher: {
    invert: { type: "bool" },
    exact: { type: "bytes", oneof: "matcher" },
    regex: { type: "string", oneof: "matcher" },
    file: { type: "string", oneof: "matcher" },
  },
} as const satisfies Record<string, Record<string, { type: string; repeated?: true; optional?: true; oneof?: string }>>;

export type MessageName = keyof typeof messages;

/** The values of the enum `Env.LogLevel`. */
export const logLevels: Readonly<Record<string, number>> = {
  UNDEFINED: 0,
  TRACE: 1,
  DEBUG: 2,
  INFO: 3,
  WARN: 4,
  ERROR: 5,
  CRITICAL: 6,
};

export function fieldsOf(message: MessageName): Readonly<Record<string, Field>> {
  return messages[message];
}

export function isMessage(type: FieldType): type is MessageName {
  return type in messages;
}

/** A field's name in protobuf JSON: `has_header` is `hasHeader`. */
export function jsonName(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
