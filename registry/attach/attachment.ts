/** What is attached to an image, in the words of the OCI image specification. */
export interface Attachment {
  /** What it is, by which it is found: `application/vnd.cyclonedx+json`. */
  readonly artifactType: string;
  /** Of the bytes, where that is something else. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** The name of its file; empty where it was in none. */
  readonly title: string;
  /** What the list of what refers to the image says of it. */
  readonly annotations?: Readonly<Record<string, string>>;
}
