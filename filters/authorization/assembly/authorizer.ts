import { now } from "mesh-wasm/assembly";
import { Claims } from "./claims";
import { Allow, AuthorizationConfig } from "./config";
import { KeyRing } from "./key-ring";
import { isAmbiguous, withoutQuery } from "./path";
import { missingClaim, ruleFor } from "./rules";
import { Token } from "./token";
import { Verdict } from "./verdict";

/** Decides about requests. */
export class Authorizer {
  private config: AuthorizationConfig;
  private keys: KeyRing;
  /** The claims of the token that {@link decide} has accepted last; `null` where it let somebody in without one. */
  claims: Claims | null = null;

  constructor(config: AuthorizationConfig, keys: KeyRing) {
    this.config = config;
    this.keys = keys;
  }

  /** @param authorization the header of that name; `null` where there is none */
  decide(target: string, authorization: string | null): Verdict {
    this.claims = null;
    const path = withoutQuery(target);
    if (isAmbiguous(path)) return Verdict.badRequest("the path is not in its plain form");
    const rule = ruleFor(path, this.config.rules);
    if (!rule) return Verdict.forbidden("no rule allows this path");
    if (rule.allow == Allow.anyone) return Verdict.allow();
    const text = bearerToken(authorization);
    if (text === null) return Verdict.missingToken();
    const token = Token.parse(text);
    if (!token) return Verdict.invalidToken("the token is malformed");
    const verdict = this.check(token);
    if (!verdict.isAllowed) return verdict;
    const missing = missingClaim(rule, this.claims!);
    if (!missing.length) return verdict;
    this.claims = null;
    return Verdict.forbidden(`the claim "${missing}" must be "${rule.claims.get(missing)}" here`);
  }

  private check(token: Token): Verdict {
    if (!this.keys.knows(token)) return Verdict.invalidToken("the token is signed with no known key");
    if (!this.keys.hasSigned(token)) return Verdict.invalidToken("the signature does not match");
    const claims = Claims.read(token.payload);
    if (!claims) return Verdict.invalidToken("the claims are malformed");
    const seconds = <f64>now() / 1e9;
    const skew = <f64>this.config.clockSkewSeconds;
    if (!(seconds < claims.expires + skew)) {
      return Verdict.invalidToken(isNaN(claims.expires) ? "the token never expires" : "the token has expired");
    }
    if (claims.notBefore > seconds + skew) return Verdict.invalidToken("the token is not valid yet");
    if (!isWanted(claims, "iss", this.config.issuer)) return Verdict.invalidToken("the token is of another issuer");
    if (!isWanted(claims, "aud", this.config.audience))
      return Verdict.invalidToken("the token is for another audience");
    this.claims = claims;
    return Verdict.allow();
  }
}

function isWanted(claims: Claims, name: string, wanted: string): bool {
  return wanted.length == 0 || claims.has(name, wanted);
}

/** The token of `Bearer TOKEN`, whatever the case of the scheme; `null` for any other credentials. */
function bearerToken(authorization: string | null): string | null {
  if (authorization === null || authorization.length <= scheme.length) return null;
  for (let i = 0; i < scheme.length; ++i) {
    // Sets the bit that tells small letters from capitals, and leaves the blank as it is.
    if ((authorization.charCodeAt(i) | 0x20) != scheme.charCodeAt(i)) return null;
  }
  return authorization.substring(scheme.length).trim();
}

const scheme: string = "bearer ";
