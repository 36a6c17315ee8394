import { invalidTime } from "./calendar";
import { isDigit, lowerAscii, unitAt } from "./characters";
import { parseCookieDate } from "./cookie-date";
import { hasControls, isCookieName, isCookieValue, trimBlanks } from "./cookie-text";
import { decimal } from "./decimal";
import { formatHttpDate } from "./http-date";
import { SameSite } from "./same-site";

/** Stands for no `Max-Age`, see {@link SetCookie.maxAge}. */
export const noMaxAge: i64 = i64.MIN_VALUE;

/**
 * A cookie that a response sets: the value of one `set-cookie` header (RFC 6265, section 4.1). What is assigned cannot add
 * other attributes or headers: {@link toString} is empty when a part has a semicolon or a control character.
 *
 * @example
 * const cookie = new SetCookie("sid", encodeHex(randomBytes(16)));
 * cookie.path = "/";
 * cookie.maxAge = 3600;
 * cookie.httpOnly = true;
 * cookie.sameSite = SameSite.Lax;
 * this.response.headers.add("set-cookie", cookie.toString());
 */
@final
export class SetCookie {
  /** Which path and those below get the cookie. Empty: that of the request, without its last part. */
  path: string = "";
  /** Which host and those below get the cookie. Empty: only that of the request. */
  domain: string = "";
  /** How many seconds the cookie lives; 0 and less removes it. {@link noMaxAge}: the attribute is not there. */
  maxAge: i64 = noMaxAge;
  /** When the cookie ends, in milliseconds since 1970-01-01T00:00:00Z. {@link invalidTime}: the attribute is not there. */
  expires: i64 = invalidTime;
  /** Whether browsers send the cookie only over HTTPS. */
  secure: bool = false;
  /** Whether browsers hide the cookie from scripts. */
  httpOnly: bool = false;
  /** To which requests from other sites browsers add the cookie. */
  sameSite: SameSite = SameSite.Unset;
  /** Other attributes, each as it is written, such as `Partitioned` and `Priority=High`. */
  others: string[] = [];

  /** The value is written as it is: use `percentEncode` for what a cookie cannot have. */
  constructor(
    /** The cookie's name. */
    public name: string,
    /** The cookie's value, as it is written. */
    public value: string,
  ) {}

  /**
   * Reads the value of a `set-cookie` header as browsers do (RFC 6265, section 5.2); `null` for one that they ignore: without
   * `=`, without a name, or with control characters.
   *
   * @example
   * const cookie = SetCookie.parse("sid=1; Path=/");
   * if (cookie) cookie.secure = true;
   */
  static parse(header: string): SetCookie | null {
    if (hasControls(header)) return null;
    let end = endOfPart(header, 0);
    const equals = header.indexOf("=");
    if (equals < 0 || equals > end) return null;
    const cookie = new SetCookie(trimBlanks(header, 0, equals), trimBlanks(header, equals + 1, end));
    if (!cookie.name.length) return null;
    while (end < header.length) {
      const start = end + 1;
      end = endOfPart(header, start);
      cookie.read(trimBlanks(header, start, end));
    }
    return cookie;
  }

  /** Whether all parts can be written, so that {@link toString} is not empty. */
  get isValid(): bool {
    if (!isCookieName(this.name) || !isCookieValue(this.value)) return false;
    if (!isCookieValue(this.path) || !isCookieValue(this.domain)) return false;
    for (let i = 0; i < this.others.length; ++i) {
      if (!this.others[i].length || !isCookieValue(this.others[i])) return false;
    }
    return this.expires == invalidTime || formatHttpDate(this.expires).length > 0;
  }

  /** The header's value; empty when it is not valid. */
  toString(): string {
    if (!this.isValid) return "";
    let text = this.name + "=" + this.value;
    if (this.expires != invalidTime) text += "; Expires=" + formatHttpDate(this.expires);
    if (this.maxAge != noMaxAge) text += "; Max-Age=" + decimal(this.maxAge);
    if (this.domain.length) text += "; Domain=" + this.domain;
    if (this.path.length) text += "; Path=" + this.path;
    if (this.secure) text += "; Secure";
    if (this.httpOnly) text += "; HttpOnly";
    if (this.sameSite != SameSite.Unset) text += "; SameSite=" + sameSiteName(this.sameSite);
    return this.others.length ? text + "; " + this.others.join("; ") : text;
  }

  // Reads an attribute; of several of one name the last one counts.
  private read(attribute: string): void {
    const equals = attribute.indexOf("=");
    const name = lowerAscii(trimBlanks(attribute, 0, equals < 0 ? attribute.length : equals));
    const value = equals < 0 ? "" : trimBlanks(attribute, equals + 1, attribute.length);
    if (name == "expires") {
      const time = parseCookieDate(value);
      if (time != invalidTime) this.expires = time;
    } else if (name == "max-age") {
      const seconds = parseMaxAge(value);
      if (seconds != noMaxAge) this.maxAge = seconds;
    } else if (name == "domain") {
      const domain = lowerAscii(unitAt(value, 0) == 0x2e ? value.substring(1) : value);
      if (value.length) this.domain = domain;
    } else if (name == "path") {
      this.path = unitAt(value, 0) == 0x2f ? value : "";
    } else if (name == "secure") {
      this.secure = true;
    } else if (name == "httponly") {
      this.httpOnly = true;
    } else if (name == "samesite") {
      this.sameSite = sameSiteOf(lowerAscii(value));
    } else if (attribute.length) {
      this.others.push(attribute);
    }
  }
}

function endOfPart(header: string, start: i32): i32 {
  const end = header.indexOf(";", start);
  return end < 0 ? header.length : end;
}

// Digits, or a minus before them; noMaxAge for anything else. What is too large stays as large as can be.
function parseMaxAge(text: string): i64 {
  const isNegative = unitAt(text, 0) == 0x2d;
  if (text.length == (isNegative ? 1 : 0)) return noMaxAge;
  let value: i64 = 0;
  for (let i = isNegative ? 1 : 0; i < text.length; ++i) {
    if (!isDigit(unitAt(text, i))) return noMaxAge;
    const digit = unitAt(text, i) - 0x30;
    value = value > (i64.MAX_VALUE - digit) / 10 ? i64.MAX_VALUE : value * 10 + digit;
  }
  return isNegative ? -value : value;
}

function sameSiteOf(name: string): SameSite {
  if (name == "strict") return SameSite.Strict;
  if (name == "lax") return SameSite.Lax;
  return name == "none" ? SameSite.None : SameSite.Unset;
}

function sameSiteName(value: SameSite): string {
  return value == SameSite.Strict ? "Strict" : value == SameSite.Lax ? "Lax" : "None";
}
