/** How a key signs. */
export enum Algorithm {
  HS256,
  RS256,
}

/** Who is let in. */
export enum Allow {
  /** Whoever has a good token with the claims of the rule. */
  authenticated,
  /** Everyone; a token is not even looked at. */
  anyone,
}

/** A key that tokens may be signed with. */
@config
export class KeyConfig {
  /** The `kid` of tokens that it signs; a key without one is tried for every token of its algorithm. */
  id: string = "";
  /** The only algorithm that the key is good for. */
  algorithm!: Algorithm;
  /** For RS256: the public key in PEM (`-----BEGIN PUBLIC KEY-----`). */
  publicKey: string = "";
  /** For HS256: the shared secret in base64url, 32 bytes or more. */
  secret: string = "";
}

/** Who may ask for the paths below a path. */
@config
export class RuleConfig {
  /** `/admin` stands for `/admin` and all below it, not for `/administrator`; `/` for all paths. */
  path!: string;
  /** Who is let in. */
  allow: Allow = Allow.authenticated;
  /** Claims that the token must have: its value, or one of its values in a list or in a text with blanks (`scope`). */
  claims: Map<string, string> = new Map();
}

/** Configuration of the authorization filter. */
@config
export class AuthorizationConfig {
  /** Keys that tokens may be signed with. */
  keys: KeyConfig[] = [];
  /** The rule with the longest path that fits decides. A path that no rule fits is refused. */
  rules: RuleConfig[] = [];
  /** The `iss` that every token must have; empty for any. */
  issuer: string = "";
  /** The `aud` that every token must have or list; empty for any. */
  audience: string = "";
  /** How far clocks may differ when `exp` and `nbf` are checked, in seconds. */
  clockSkewSeconds: u32 = 60;
  /** Claims that the upstream gets as headers, claim to header name. What the client sends in them is dropped. */
  claimHeaders: Map<string, string> = new Map();
}
