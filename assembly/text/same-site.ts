/**
 * To which requests from other sites a browser adds a cookie (RFC 6265bis, section 5.6.7).
 *
 * @example
 * const cookie = new SetCookie("sid", text);
 * cookie.sameSite = SameSite.Lax;
 */
export enum SameSite {
  /** The attribute is not there: browsers decide, today mostly as for `Lax`. */
  Unset,
  /** To none. */
  Strict,
  /** Only where the user follows a link. */
  Lax,
  /** To all; browsers then want `Secure`. */
  None,
}
