import type { MeshWasmError } from "../../core/index.ts";
import { toText } from "../../host/bytes.ts";
import { isFieldName, isFieldValue, ofConnection } from "../../host/http/field-syntax.ts";
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
  if (!isToken(method)) return cannotSend(what, `"${toText(method)}" is no method`);
  if (method === "CONNECT") return cannotSend(what, "CONNECT opens a tunnel, and no exchange");
  if (said.get(":authority") === "") return cannotSend(what, "its authority is empty");
  if (protocol === "HTTP/1.1" && /[a-z]/.test(method)) {
    return cannotSend(what, `"${method}" is not in capitals, as methods over HTTP/1.1 are`);
  }
  if (protocol === "HTTP/1.1" && !/^[!-\u00ff]+$/.test(path)) {
    return cannotSend(what, "over HTTP/1.1 a path has at least one byte, and no spaces or control bytes");
  }
  return unsendable(what, headers, protocol, ofRequests) ?? unsendable("these trailers", trailers, protocol, noFields);
}

/** Why the headers of an answer cannot be sent. */
export function unsendableAnswer(headers: Fields, protocol: Protocol): MeshWasmError | undefined {
  const status = new Map(headers).get(":status") ?? "";
  const what = "this answer";
  if (!/^[2-5]\d\d$/.test(status)) return cannotSend(what, `its status is ${status}, and not one of 200 to 599`);
  if (headers.some(([name]) => name === "te")) return cannotSend(what, "`te` is a field of requests");
  return unsendable(what, headers, protocol, ofAnswers);
}

/** Why the trailers of an answer cannot be sent. */
export function unsendableTrailers(trailers: Fields, protocol: Protocol): MeshWasmError | undefined {
  return unsendable("these trailers", trailers, protocol, noFields);
}

const ofAnswers = new Set([":status"]);
const noFields: ReadonlySet<string> = new Set();

function isToken(text: string): boolean {
  return text !== "" && !text.startsWith(":") && isFieldName(text);
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
      if (!pseudoHeaders.has(name)) return cannotSend(what, `there is no pseudo-header ${shown} here`);
      if (fields.findIndex(([other]) => other === name) < index) return cannotSend(what, `${shown} is said twice`);
    } else if (!isToken(name)) return cannotSend(what, `${shown} is no name of a field`);
    if (pseudoHeaders.size === 0 && name === "content-length") {
      return cannotSend(what, "the length of a body is said before it, in the headers");
    }
    if (protocol === "HTTP/1.1") {
      if (!isFieldValue(value)) return cannotSend(what, `there is a control byte in ${shown}`);
    } else if (ofConnection.has(name) || (name === "te" && value !== "trailers")) {
      return cannotSend(what, `HTTP/2 has no ${shown}`, {
        hint: 'say `protocol: "HTTP/1.1"`, which the cluster of an answer has in `clusterSettings`',
      });
    }
  }
  return undefined;
}
