/**
 * The exit status of a command: 0 ok, 1 what was asked for failed, 2 wrong usage, 3 project or configuration
 * invalid, 4 the machine lacks something, 5 a remote refused, 70 a fault of mesh-wasm, 130 interrupted.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 70 | 130;

/** What `mesh-wasm explain CODE` and the error's page in the docs say. */
export interface CatalogueEntry {
  /** What happened, a few words without a full stop. */
  title: string;
  /** Why it happens, one or two sentences. */
  cause: string;
  /** What to do about it, one or two sentences; also the hint where an error brings none of its own. */
  fix: string;
  exitCode: ExitCode;
}
