/** A built file of unit tests. */
export interface UnitModule {
  /** The module; its source map is beside it as `<module>.map`. */
  module: string;
  /** The file of tests. */
  file: string;
  /** The folder that sources in the source map are relative to. */
  projectDir: string;
}
