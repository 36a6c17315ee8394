/** What a user has to say to a registry: a name with a password or token, or a token with which others are got. */
export type Credentials =
  | { readonly kind: "basic"; readonly username: string; readonly password: string }
  | { readonly kind: "identity token"; readonly token: string };

/** Finds the credentials for a repository of a registry; undefined for whoever has none. */
export type FindCredentials = (registry: string, repository?: string) => Promise<Credentials | undefined>;

/** The header `authorization` of a name and a password (RFC 7617). */
export function basicAuthorization(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}
