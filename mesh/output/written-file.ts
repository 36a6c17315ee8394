/** A file that is to be written. */
export interface WrittenFile {
  /** Relative, with slashes. */
  path: string;
  text: string;
}
