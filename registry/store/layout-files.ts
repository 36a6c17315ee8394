/** The files of OCI's image layout, wherever they are. Names have `/` between folders. */
export interface LayoutFiles {
  /** As a user knows it. */
  readonly name: string;
  /** Undefined where there is no such file. */
  read(name: string): Promise<Uint8Array | undefined>;
  has(name: string): Promise<boolean>;
  /** Written whole or not at all. */
  write(name: string, bytes: Uint8Array): Promise<void>;
}
