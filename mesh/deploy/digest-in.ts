/** The first SHA-256 that a specification names, as `sha256:` and 64 digits: of an image before that of a module. */
export function digestIn(spec: unknown): string | null {
  const text = JSON.stringify(spec) ?? "";
  const digest = /@sha256:([0-9a-f]{64})/.exec(text) ?? /"sha256":"([0-9a-f]{64})"/.exec(text);
  return digest ? `sha256:${digest[1]}` : null;
}
