/** A document of YAML, before it is written. */
export type ManifestDocument = Readonly<Record<string, unknown>>;

/** What a control plane is given. */
export interface Manifest {
  /** In the order in which they are applied. */
  documents: readonly ManifestDocument[];
  /** What each document is called as a file, where it is no resource of Kubernetes, which has a kind and a name. */
  files?: readonly string[];
  /** What whoever applies them should know: what was chosen for them and why. Whole sentences. */
  notes: readonly string[];
}
