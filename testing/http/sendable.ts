import type { MeshWasmError } from "../../core/index.ts";
import { toText } from "../../host/bytes.ts";
import { isFieldValue, isToken, ofConnection } from "../../host/http/field-syntax.ts";
import type { Protocol } from "../engine.ts";
import { cannotSend } from "../errors/cannot-send.ts";
import type { Fields } from "./headers.ts";

// What no client and no upstream of a test sends, on any engine: Node's peers, which stand around a real Envoy, refuse it or make
// something else of it, so a test would find another result on the host.

const ofRequests = new Set([":authority", ":method", ":path", ":scheme"]);

/** Why a request cannot be sent; undefined where it can. */
export function unsendableRequest(headers: Fields, trailers: Fields, protocol: Protocol): MeshWasmError | undefined {
  const said = new Map(headers);
  const method = said.get(":method") ?? "";
  const path = said.get(":path") ?? "";
  const what = "this request";
  if (!isToken(method)) return cannotSend(what, `"${toText(method)}" is no method`, "a method is a word, such as GET");
  if (method === "CONNECT") return cannotSend(what, "CONNECT opens a tunnel, and no exchange", "choose another method");
  if (said.get(":authority") === "")
    return cannotSend(what, "its authority is empty", "leave `authority` out, or name a host");
  if (protocol === "HTTP/1.1" && /[a-z]/.test(method)) {
    const hint = `say ${method.toUpperCase()}, or send it over HTTP/2`;
    return cannotSend(what, `"${method}" is not in capitals, as methods over HTTP/1.1 are`, hint);
  }
  if (protocol === "HTTP/1.1" && !/^[!-\u00ff]+$/.test(path)) {
    const reason = "over HTTP/1.1 a path has at least one byte, and no spaces or control bytes";
    return cannotSend(what, reason, "encode them, a space as %20, or send it over HTTP/2");
  }
  return unsendable(what, headers, protocol, ofRequests) ?? unsendableTrailers(trailers, protocol);
}

/** Why the headers of an answer cannot be sent. */
export function unsendableAnswer(headers: Fields, protocol: Protocol): MeshWasmError | undefined {
  const status = new Map(headers).get(":status") ?? "";
  const what = "this answer";
  if (!/^[2-5]\d\d$/.test(status)) {
    return cannotSend(what, `its status is ${status}, and not one of 200 to 599`, "say it as `status`");
  }
  if (headers.some(([name]) => name === "te")) return cannotSend(what, "`te` is a field of requests", leaveOut);
  return unsendable(what, headers, protocol, ofAnswers);
}

/** Why the trailers of an answer cannot be sent. */
export function unsendableTrailers(trailers: Fields, protocol: Protocol): MeshWasmError | undefined {
  return unsendable("these trailers", trailers, protocol, noFields);
}

const leaveOut = "leave it out";
const ofAnswers = new Set([":status"]);
const noFields: ReadonlySet<string> = new Set();

function pseudoHint(known: ReadonlySet<string>): string {
  if (known === noFields) return "trailers have none";
  return known === ofAnswers ? "there is :status, which is said as `status`" : `there are ${[...known].join(", ")}`;
}

/** Trailers are not sent over HTTP/1.1. */
function http1Hint(known: ReadonlySet<string>): string {
  if (known === noFields) return leaveOut;
  if (known === ofRequests) return 'leave it out, or say `protocol: "HTTP/1.1"`';
  return "leave it out, or have the cluster speak HTTP/1.1: `protocol` in `clusterSettings`";
}

function unsendable(
  what: string,
  fields: Fields,
  protocol: Protocol,
  pseudoHeaders: ReadonlySet<string>,
): MeshWasmError | undefined {
  for (const [index, [name, value]] of fields.entries()) {
    const shown = `\`${toText(name)}\``;
    if (name.startsWith(":")) {
      if (!pseudoHeaders.has(name)) {
        return cannotSend(what, `there is no pseudo-header ${shown} here`, pseudoHint(pseudoHeaders));
      }
      const isFirst = fields.findIndex(([other]) => other === name) === index;
      if (!isFirst) return cannotSend(what, `${shown} is said twice`, "say it once, as the option of its name");
    } else if (!isToken(name)) {
      return cannotSend(what, `${shown} is no name of a field`, "names are of ASCII letters, digits and hyphens");
    }
    if (pseudoHeaders.size === 0 && name === "content-length") {
      return cannotSend(what, "the length of a body is said before it, in the headers", leaveOut);
    }
    if (protocol === "HTTP/1.1") {
      if (!isFieldValue(value)) return cannotSend(what, `there is a control byte in ${shown}`, leaveOut);
    } else if (ofConnection.has(name) || (name === "te" && value !== "trailers")) {
      return cannotSend(what, `HTTP/2 has no ${shown}`, http1Hint(pseudoHeaders));
    }
  }
  return undefined;
}
