/** A digest in a table: its first 12 digits, a dash where there is none. */
export function shortDigest(digest: string | null): string {
  return digest ? digest.slice(0, "sha256:".length + 12) : "-";
}
