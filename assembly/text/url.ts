import { hexValue, isDigit, isLetter, isLetterOrDigit, isUnreserved, lowerAscii, startsAt, unitAt } from "./characters";
import { decimal } from "./decimal";
import { canonicalIpv6, isIpv4 } from "./ip";

/**
 * An absolute URL with an authority, such as `https://user@shop.example:8443/cart?id=1#top`, in its parts (RFC 3986). The
 * parts can be assigned; what is assigned is not checked.
 *
 * It is stricter than a browser where readers of a URL may come to different hosts, and answers `null`: for spaces and
 * control characters, a backslash in the path, fewer than two slashes after the scheme, an `@` in the userinfo, a host that
 * is not ASCII or has escapes, and IPv4 addresses in other forms than four decimal numbers. As browsers do, it takes path,
 * query and fragment with characters that RFC 3986 would have escaped (`"<>^{|}`, a lone `%`, all beyond ASCII). Path and
 * query stay as they are written: dots are not resolved and nothing is decoded.
 *
 * @example
 * const referer = this.request.headers.get("referer");
 * const url = Url.parse(referer === null ? "" : referer);
 * if (url && url.host == "forbidden.example") this.sendLocalReply(403, "");
 */
@final
export class Url {
  /** `http`, in lower case. */
  scheme: string = "";
  /** What stands before the `@`: `user:password`, as it is written. Empty when there is nothing. */
  userinfo: string = "";
  /** A name in lower case, an IPv4 address, or an IPv6 address in brackets, in its shortest form. */
  host: string = "";
  /** The port; -1 when none is written or when it is the one that the scheme has anyway. */
  port: i32 = -1;
  /** Begins with a slash; empty only for schemes other than `http`, `https`, `ws` and `wss`. */
  path: string = "";
  /** What stands between `?` and `#`, as it is written. Empty when there is nothing. */
  query: string = "";
  /** What stands after `#`, as it is written. Empty when there is nothing. */
  fragment: string = "";

  /** Reads a URL; `null` when the text is not an absolute one with an authority. */
  static parse(text: string): Url | null {
    const url = new Url();
    const schemeEnd = endOfScheme(text);
    if (schemeEnd < 0 || !startsAt(text, "://", schemeEnd)) return null;
    url.scheme = lowerAscii(text.substring(0, schemeEnd));
    const authorityStart = schemeEnd + 3;
    const authorityEnd = endBefore(text, authorityStart, 0x2f, 0x3f, 0x23);
    if (!url.readAuthority(text.substring(authorityStart, authorityEnd))) return null;
    const pathEnd = endBefore(text, authorityEnd, 0x3f, 0x23, 0x23);
    const queryEnd = endBefore(text, pathEnd, 0x23, 0x23, 0x23);
    if (!isVisible(text, authorityEnd) || hasBackslash(text, authorityEnd, pathEnd)) return null;
    url.path = text.substring(authorityEnd, pathEnd);
    url.query = text.substring(pathEnd + 1, max(queryEnd, pathEnd + 1));
    url.fragment = text.substring(queryEnd + 1);
    if (!url.path.length && defaultPort(url.scheme) >= 0) url.path = "/";
    return url;
  }

  /** The port to connect to: the one given, or the scheme's (80 or 443); -1 when neither is known. */
  get portOrDefault(): i32 {
    return this.port >= 0 ? this.port : defaultPort(this.scheme);
  }

  /** Host and port as in `:authority`: `shop.example:8443`. */
  get hostAndPort(): string {
    return this.port >= 0 ? this.host + ":" + decimal(this.port) : this.host;
  }

  /** Path and query as in `:path`: `/cart?id=1`. */
  get pathAndQuery(): string {
    return this.query.length ? this.path + "?" + this.query : this.path;
  }

  /** The URL as text. */
  toString(): string {
    const user = this.userinfo.length ? this.userinfo + "@" : "";
    const fragment = this.fragment.length ? "#" + this.fragment : "";
    return this.scheme + "://" + user + this.hostAndPort + this.pathAndQuery + fragment;
  }

  private readAuthority(authority: string): bool {
    const at = authority.indexOf("@");
    if (at >= 0) {
      this.userinfo = authority.substring(0, at);
      if (!isUserinfo(this.userinfo)) return false;
    }
    const start = at + 1;
    const isLiteral = unitAt(authority, start) == 0x5b;
    const hostEnd = isLiteral ? authority.indexOf("]", start) + 1 : endBefore(authority, start, 0x3a, 0x3a, 0x3a);
    if (isLiteral && hostEnd == 0) return false;
    const host = isLiteral
      ? literalHost(authority.substring(start + 1, hostEnd - 1))
      : namedHost(authority.substring(start, hostEnd));
    if (host === null) return false;
    this.host = host;
    if (!host.length && (defaultPort(this.scheme) >= 0 || authority.length > 0)) return false;
    return this.readPort(authority, hostEnd);
  }

  private readPort(authority: string, start: i32): bool {
    if (start == authority.length) return true;
    if (unitAt(authority, start) != 0x3a) return false;
    let port = 0;
    for (let i = start + 1; i < authority.length; ++i) {
      if (!isDigit(unitAt(authority, i))) return false;
      port = port * 10 + unitAt(authority, i) - 0x30;
      if (port > 65535) return false;
    }
    if (start + 1 < authority.length && port != defaultPort(this.scheme)) this.port = port;
    return true;
  }
}

function defaultPort(scheme: string): i32 {
  if (scheme == "http" || scheme == "ws") return 80;
  return scheme == "https" || scheme == "wss" ? 443 : -1;
}

function endOfScheme(text: string): i32 {
  if (!isLetter(unitAt(text, 0))) return -1;
  let at = 1;
  while (isSchemeUnit(unitAt(text, at))) ++at;
  return at;
}

function isSchemeUnit(unit: i32): bool {
  return isLetterOrDigit(unit) || unit == 0x2b || unit == 0x2d || unit == 0x2e;
}

// Where the first of three units stands; the end of the text when there is none.
function endBefore(text: string, start: i32, a: i32, b: i32, c: i32): i32 {
  let at = start;
  for (; at < text.length; ++at) {
    const unit = unitAt(text, at);
    if (unit == a || unit == b || unit == c) break;
  }
  return at;
}

function isVisible(text: string, start: i32): bool {
  for (let i = start; i < text.length; ++i) {
    const unit = unitAt(text, i);
    if (unit <= 0x20 || unit == 0x7f) return false;
  }
  return true;
}

function hasBackslash(text: string, start: i32, end: i32): bool {
  const at = text.indexOf("\\", start);
  return at >= 0 && at < end;
}

// ! $ & ' ( ) * + , ; =
function isSubDelimiter(unit: i32): bool {
  if (unit == 0x3b || unit == 0x3d) return true;
  return <u32>(unit - 0x20) < 16 && ((0x1fd2 >> (unit - 0x20)) & 1) != 0;
}

function isUserinfo(text: string): bool {
  for (let i = 0; i < text.length; ++i) {
    const unit = unitAt(text, i);
    if (unit == 0x25) {
      if (hexValue(unitAt(text, i + 1)) < 0 || hexValue(unitAt(text, i + 2)) < 0) return false;
    } else if (!isUnreserved(unit) && !isSubDelimiter(unit) && unit != 0x3a) {
      return false;
    }
  }
  return true;
}

function literalHost(text: string): string | null {
  const address = canonicalIpv6(text);
  return address === null ? null : "[" + address + "]";
}

function namedHost(text: string): string | null {
  for (let i = 0; i < text.length; ++i) {
    if (!isUnreserved(unitAt(text, i)) && !isSubDelimiter(unitAt(text, i))) return null;
  }
  return endsInNumber(text) && !isIpv4(text) ? null : lowerAscii(text);
}

// Whether a browser would read the host as an IPv4 address: its last part is decimal or, after 0x, hexadecimal.
function endsInNumber(host: string): bool {
  let end = host.length;
  if (unitAt(host, end - 1) == 0x2e) --end;
  let start = end;
  while (start > 0 && unitAt(host, start - 1) != 0x2e) --start;
  if (start == end) return false;
  const isHex = unitAt(host, start) == 0x30 && (unitAt(host, start + 1) | 0x20) == 0x78;
  for (let i = isHex ? start + 2 : start; i < end; ++i) {
    const unit = unitAt(host, i);
    if (isHex ? hexValue(unit) < 0 : !isDigit(unit)) return false;
  }
  return true;
}
