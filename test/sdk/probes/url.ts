import { decodeUtf8 } from "mesh-wasm/assembly";
import { Url } from "mesh-wasm/assembly/text/url";
import { input, putText } from "./io";

export { inputAt, outputAt, outputSize } from "./io";

/** The parts of the input, one a line, and the whole; false when it is no URL. */
export function parse(): bool {
  return put(Url.parse(decodeUtf8(input)));
}

/** The same for input that is UTF-16. */
export function parseUtf16(): bool {
  return put(Url.parse(String.UTF16.decodeUnsafe(changetype<usize>(input), input.length)));
}

function put(url: Url | null): bool {
  if (!url) return false;
  const parts = [url.scheme, url.userinfo, url.host, url.port.toString(), url.path, url.query, url.fragment];
  parts.push(url.portOrDefault.toString());
  parts.push(url.hostAndPort);
  parts.push(url.pathAndQuery);
  parts.push(url.toString());
  putText(parts.join("\n"));
  return true;
}

/** A URL with other parts. */
export function change(): void {
  const url = Url.parse(decodeUtf8(input));
  if (!url) return;
  url.scheme = "https";
  url.host = "other.example";
  url.port = 8443;
  url.path = "/new";
  url.query = "";
  url.fragment = "end";
  putText(url.toString());
}

export function collect(): void {
  __collect();
}
