import type { ModuleMetadata } from "../../module/index.ts";

/** How a module came to be. */
export interface BuildFacts {
  /** What the build was asked for. */
  readonly parameters: Readonly<Record<string, string | boolean | readonly string[]>>;
  /** The commit that it was built from; undefined where there is no repository. */
  readonly source: SourceCommit | undefined;
  /** SHA-256 of the filter's own sources, hexadecimal. */
  readonly sources: string;
  /** What is compiled in. */
  readonly packages: ModuleMetadata["packages"];
  /** SHA-512 of the archives of packages, hexadecimal, by `name@version`: as the lock file has them. */
  readonly locked: ReadonlyMap<string, string>;
  readonly builder: Builder;
}

/** A commit of Git. */
export interface SourceCommit {
  /** Where it can be fetched: `git+https://github.com/acme/filters@refs/heads/main`; undefined where nobody else has it. */
  readonly uri: string | undefined;
  /** Hexadecimal. */
  readonly commit: string;
  /** Whether files were changed since. */
  readonly isChanged: boolean;
}

/** Who has run the build. */
export interface Builder {
  /** What is trusted to say the truth: a URI. */
  readonly id: string;
  /** Names the run, where the builder has a page for it. */
  readonly invocation: string | undefined;
  /** Versions of tools that the build depended on, by name. */
  readonly versions: Readonly<Record<string, string>>;
}
