import type { Fields } from "../http/headers.ts";

// What the codec of HTTP/1.1 makes of headers, so that a test sees the same of an upstream on every engine.

/** The headers of a request as an upstream tells of them: how the body is framed, and a scheme, are no part of them. */
export function receivedHeaders(headers: Fields): Fields {
  const fieldOf = (name: string) => headers.find(([other]) => other === name)?.[1] ?? "";
  const pseudo = [":method", ":path", ":authority"].map((name): [string, string] => [name, fieldOf(name)]);
  return [...pseudo, ...headers.filter(([name]) => !name.startsWith(":") && name !== "transfer-encoding")];
}

/** The headers of a response with what says how long its body is. */
export function framedHeaders(headers: Fields, end: boolean, isHead: boolean): Fields {
  const status = headers.find(([name]) => name === ":status")?.[1] ?? "";
  const hasBody = !isHead && !/^(1..|204|304)$/.test(status);
  const isFramed = headers.some(([name]) => name === "content-length" || name === "transfer-encoding");
  if (!hasBody || isFramed) return headers;
  return [...headers, end ? ["content-length", "0"] : ["transfer-encoding", "chunked"]];
}
