import {
  Cookies,
  matchGlob,
  parseHttpDate,
  parseRfc3339,
  percentDecode,
  percentEncode,
  Query,
  quoteJson,
  Regex,
  SetCookie,
  Url,
} from "mesh-wasm/assembly";
import { begin, end, putFlag, putLong, putNumber, putText } from "./output";

export { setUp } from "./output";

export function query(text: string): u32 {
  begin();
  const query = Query.parse(text);
  putNumber(query.length);
  for (let i = 0; i < query.length; ++i) {
    putText(query.nameAt(i));
    putText(query.valueAt(i));
  }
  putText(query.toString());
  return end();
}

export function url(text: string): u32 {
  begin();
  const url = Url.parse(text);
  putFlag(url !== null);
  if (!url) return end();
  putText(url.scheme);
  putText(url.host);
  putNumber(url.port);
  putText(url.path);
  putText(url.query);
  putText(url.fragment);
  return end();
}

export function cookies(text: string): u32 {
  begin();
  const cookies = Cookies.parse(text);
  putNumber(cookies.length);
  for (let i = 0; i < cookies.length; ++i) {
    putText(cookies.nameAt(i));
    putText(cookies.valueAt(i));
  }
  return end();
}

/** A cookie as it is written after it was read, and that once more. */
export function setCookie(text: string): u32 {
  begin();
  const written = cookieOf(text);
  putText(written);
  putText(cookieOf(written));
  return end();
}

function cookieOf(text: string): string {
  const cookie = SetCookie.parse(text);
  return cookie ? cookie.toString() : "";
}

export function dates(text: string): u32 {
  begin();
  putLong(<u64>parseHttpDate(text, 1_700_000_000_000));
  putLong(<u64>parseRfc3339(text));
  return end();
}

export function escapes(text: string): u32 {
  begin();
  putText(quoteJson(text));
  putText(percentDecode(percentEncode(text)));
  putText(percentDecode(text));
  return end();
}

/** Whether a pattern is one, and what it finds. */
export function patterns(pattern: string, flags: string, text: string): u32 {
  begin();
  putFlag(matchGlob(pattern, text));
  const regex = Regex.compile(pattern, flags);
  putFlag(regex !== null);
  if (!regex) {
    putText(Regex.lastError());
    return end();
  }
  putFlag(regex.test(text));
  putText(regex.replaceAll(text, "<$0>"));
  return end();
}
