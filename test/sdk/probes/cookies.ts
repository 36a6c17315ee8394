import { Cookies } from "mesh-wasm/assembly/text/cookies";
import { invalidTime } from "mesh-wasm/assembly/text/dates";
import { SameSite } from "mesh-wasm/assembly/text/same-site";
import { noMaxAge, SetCookie } from "mesh-wasm/assembly/text/set-cookie";
import { input, putText } from "./io";

export { inputAt, outputAt, outputSize } from "./io";

// Input is UTF-16, so that it can have half a surrogate pair.
function inputText(): string {
  return String.UTF16.decodeUnsafe(changetype<usize>(input), input.length);
}

/** Does one thing after another with cookies: the input is the header and the operations, in lines of fields. */
export function run(): void {
  const lines = inputText().split("\u0001");
  const cookies = Cookies.parse(lines[0]);
  const answers: string[] = [];
  for (let i = 1; i < lines.length; ++i) {
    const fields = lines[i].split("\u0002");
    answers.push(answer(cookies, fields[0], fields[1], fields[2]));
  }
  for (let i = -1; i <= cookies.length; ++i) answers.push(cookies.nameAt(i) + "\u0002" + cookies.valueAt(i));
  answers.push(cookies.toString());
  putText(answers.join("\u0001"));
}

function answer(cookies: Cookies, operation: string, name: string, value: string): string {
  if (operation == "getAll") return cookies.getAll(name).join("\u0002");
  if (operation == "has") return cookies.has(name).toString();
  if (operation == "set") return cookies.set(name, value).toString();
  if (operation == "remove") return cookies.remove(name).toString();
  const found = cookies.get(name);
  return found === null ? "null" : "=" + found;
}

/** A cookie of the fields of the input: name, value, path, domain and another attribute. */
export function build(maxAge: i64, expires: i64, secure: bool, httpOnly: bool, sameSite: i32): bool {
  const fields = inputText().split("\u0001");
  const cookie = new SetCookie(fields[0], fields[1]);
  cookie.path = fields[2];
  cookie.domain = fields[3];
  if (fields[4].length) cookie.others.push(fields[4]);
  cookie.maxAge = maxAge;
  cookie.expires = expires;
  cookie.secure = secure;
  cookie.httpOnly = httpOnly;
  cookie.sameSite = sameSite as SameSite;
  putText(cookie.toString());
  return cookie.isValid;
}

/** The parts of a header, one a line, and the header again; false when it is no cookie. */
export function parse(): bool {
  const cookie = SetCookie.parse(inputText());
  if (!cookie) return false;
  const parts = [cookie.name, cookie.value, cookie.path, cookie.domain];
  parts.push(cookie.maxAge == noMaxAge ? "" : cookie.maxAge.toString());
  parts.push(cookie.expires == invalidTime ? "" : cookie.expires.toString());
  parts.push(`${cookie.secure} ${cookie.httpOnly} ${cookie.sameSite}`);
  parts.push(cookie.others.join("|"));
  parts.push(cookie.toString());
  putText(parts.join("\n"));
  return true;
}

export function collect(): void {
  __collect();
}
