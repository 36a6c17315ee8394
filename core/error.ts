import { catalogue, type ErrorCode, type ExitCode } from "./catalogue.ts";

/** A place in a user's file: 1-based line and column. */
export interface SourceLocation {
  file: string;
  line: number;
  column: number;
}

/** What a {@link MeshWasmError} carries besides its message. */
export interface MeshWasmErrorOptions {
  /** The lines below the title: what Envoy, pip, asc or the file system said. */
  details?: readonly string[];
  /** What to do now, as a sentence or a command. Default: the catalogue's fix. */
  hint?: string;
  /** Where in the user's files the fault is. */
  location?: SourceLocation;
  cause?: unknown;
}

/**
 * An error that a user can act on: a stable code, what happened, why and how to fix it.
 *
 * @example
 * throw new MeshWasmError("MW0521", `port ${port} on ${host} is taken`, {
 *   hint: "choose another with --port, or --port 0 for any free one",
 * });
 */
export class MeshWasmError extends Error {
  override readonly name = "MeshWasmError";
  readonly code: ErrorCode;
  readonly details: readonly string[];
  readonly hint: string;
  readonly location: SourceLocation | undefined;

  constructor(code: ErrorCode, message: string, options: MeshWasmErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? [];
    this.hint = options.hint ?? catalogue[code].fix;
    this.location = options.location;
  }

  /** The exit status of a command that ends with this error. */
  get exitCode(): ExitCode {
    return catalogue[this.code].exitCode;
  }
}
