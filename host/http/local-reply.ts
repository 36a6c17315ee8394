import type { ByteString } from "../bytes.ts";
import { HeaderMap } from "./header-map.ts";

/** What Envoy answers by itself. */
export interface LocalReplyOptions {
  status: number;
  body: ByteString;
  /** Undefined: what goes with the HTTP status. */
  grpcStatus?: number | undefined;
  /** Further fields, added before the body's own. */
  headers?: readonly (readonly [ByteString, ByteString])[];
}

/** For which request. */
export interface RepliedRequest {
  isGrpc: boolean;
  isHead: boolean;
}

/** The response of a local reply: to a gRPC client its status and body are fields. */
export function localReply(
  options: LocalReplyOptions,
  request: RepliedRequest,
): { headers: HeaderMap; body: ByteString } {
  const { status, body } = options;
  const headers = new HeaderMap("response", [[":status", String(status)]]);
  for (const [name, value] of options.headers ?? []) headers.add(name, value);
  if (request.isGrpc) {
    headers.setInPlace(":status", "200");
    headers.setInPlace("content-type", "application/grpc");
    if (!headers.get("grpc-status"))
      headers.setInPlace("grpc-status", String(options.grpcStatus ?? grpcStatusOf(status)));
    if (body !== "" && !request.isHead) headers.setInPlace("grpc-message", percentEncoded(body));
    headers.remove("content-length");
    return { headers, body: "" };
  }
  if (body === "") {
    headers.remove("content-length");
    headers.remove("content-type");
    return { headers, body };
  }
  headers.setInPlace("content-length", String(body.length));
  if (!headers.has("content-type")) headers.setInPlace("content-type", "text/plain");
  return { headers, body: request.isHead ? "" : body };
}

/** Whether a request is one of gRPC, by its content type. */
export function isGrpcRequest(headers: HeaderMap): boolean {
  const type = headers.get("content-type") ?? "";
  return type === "application/grpc" || type.startsWith("application/grpc+");
}

const grpcStatuses: Readonly<Record<number, number>> = {
  400: 13,
  401: 16,
  403: 7,
  404: 12,
  429: 14,
  502: 14,
  503: 14,
  504: 14,
};

/** The gRPC status that stands for an HTTP status. */
export function grpcStatusOf(status: number): number {
  return grpcStatuses[status] ?? 2;
}

/** As gRPC wants it in `grpc-message`: what is no printable ASCII, and the percent sign, by its number. */
export function percentEncoded(text: ByteString): ByteString {
  let encoded = "";
  for (let at = 0; at < text.length; ++at) {
    const code = text.charCodeAt(at);
    const plain = code >= 32 && code < 127 && code !== 37;
    encoded += plain ? text[at] : `%${code.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return encoded;
}
