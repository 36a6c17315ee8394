import type { ByteString } from "../../host/bytes.ts";
import type { Position } from "./position.ts";

/** What every message of a suite has beside its fields. */
interface Located {
  /** Where the message begins in the suite's file. */
  at: Position;
}

/**
 * A suite of test cases for one module, in the format of GoogleCloudPlatform/service-extensions (plugins/test/runner.proto).
 * Fields go by their protobuf JSON names; what has no presence has its default value.
 */
export interface TestSuite extends Located {
  env?: Env;
  test: Test[];
}

/** What the cases of a suite have in common. */
export interface Env extends Located {
  testPath: string;
  /** The module; mostly said from outside. */
  wasmPath: string;
  /** File with the plugin configuration; mostly said from outside. */
  configPath: string;
  /** What is less important than this is no log line: 0 for the default, 1 trace to 6 critical. */
  logLevel: number;
  /** File to append log lines to. */
  logPath: string;
  /** Where the clock stands, in seconds since 1970; without it, or at 0, one millisecond after 1970 began. */
  timeSecs?: bigint;
  numAdditionalStreams?: bigint;
  additionalStreamAdvanceRate?: bigint;
}

/** One test case: a stream, phase by phase. */
export interface Test extends Located {
  name: string;
  benchmark: boolean;
  /** Into how many chunks a body is cut. */
  numChunks?: number;
  /** How many bytes a chunk of a body has. */
  chunkSize?: bigint;
  properties: Property[];
  requestHeaders?: Invocation;
  requestBody: Invocation[];
  responseHeaders?: Invocation;
  responseBody: Invocation[];
  pluginInit?: Expectation;
  streamInit?: Expectation;
  streamDestroy?: Expectation;
}

/** A property of the stream, by its path with dots. */
export interface Property extends Located {
  path: string;
  value: ByteString;
}

/** One phase: what goes in, and what is to come out. */
export interface Invocation extends Located {
  input?: Input;
  result?: Expectation;
}

/** What goes in: header fields, or HTTP/1 text or a body, here or in a file. */
export interface Input extends Located {
  header: Header[];
  content: ByteString;
  file: string;
}

export interface Header extends Located {
  key: string;
  value: ByteString;
}

/** What is to come out. */
export interface Expectation extends Located {
  hasHeader: Header[];
  noHeader: Header[];
  /** Matched against `name: value` of each header field. */
  headers: StringMatcher[];
  body: StringMatcher[];
  immediate?: Immediate;
  log: StringMatcher[];
}

/** A local reply. */
export interface Immediate extends Located {
  httpStatus?: number;
  grpcStatus?: number;
  details?: string;
}

/** Matches a list of texts: one of them must match, or none when inverted. */
export interface StringMatcher extends Located {
  invert: boolean;
  exact?: ByteString;
  /** In RE2's syntax, to match a text as a whole. */
  regex?: string;
  /** File with the text. */
  file?: string;
}
