/** What became of a request. */
export class Verdict {
  private constructor(
    /** 200 where the request may go on; else the status code of the answer. */
    readonly status: u32,
    /** Why it was refused: goes to the client, the access log and nobody's surprise. */
    readonly reason: string,
    /** The `error` of RFC 6750, section 3.1; empty where the request brought no token. */
    readonly error: string,
  ) {}

  static allow(): Verdict {
    return new Verdict(200, "", "");
  }

  /** No token at all: 401 without an error code, as RFC 6750 asks. */
  static missingToken(): Verdict {
    return new Verdict(401, "a bearer token is needed", "");
  }

  static invalidToken(reason: string): Verdict {
    return new Verdict(401, reason, "invalid_token");
  }

  static forbidden(reason: string): Verdict {
    return new Verdict(403, reason, "insufficient_scope");
  }

  static badRequest(reason: string): Verdict {
    return new Verdict(400, reason, "invalid_request");
  }

  get isAllowed(): bool {
    return this.status == 200;
  }
}
