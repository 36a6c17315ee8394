import { attributes, log } from "mesh-wasm/assembly";

/** Writes one JSON object for a request that has ended: what came, what was answered, by whom, and how long it took. */
export function writeAccessLog(route: string, statusCode: u32, milliseconds: u64): void {
  const request = attributes.request;
  log.info(
    `{"method":${quote(request.method)},"path":${quote(request.path)},"authority":${quote(request.host)},` +
      `"status":${statusCode},"details":${quote(attributes.response.codeDetails)},"durationMs":${milliseconds},` +
      `"route":${quote(route)},"upstream":${quote(attributes.upstream.address)},"requestId":${quote(request.id)}}`,
  );
}

/** A JSON string. */
function quote(text: string): string {
  let quoted = '"';
  let done = 0;
  for (let i = 0; i < text.length; ++i) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x20 && unit != 0x22 && unit != 0x5c) continue;
    quoted += text.substring(done, i);
    done = i + 1;
    if (unit >= 0x20) quoted += `\\${text.charAt(i)}`;
    else quoted += `\\u00${unit < 0x10 ? "0" : ""}${unit.toString(16)}`;
  }
  return quoted + text.substring(done) + '"';
}
