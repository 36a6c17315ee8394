import { METHODS } from "node:http";
import { isDigits, isFieldName, isFieldValue } from "../../../../host/http/field-syntax.ts";
import type { Fields } from "../../../http/headers.ts";

// What llhttp makes of headers, which is the HTTP/1.1 of the clients and servers that stand around a real Envoy: whatever is wrong
// ends the connection.

/** The fields of a response as a client hears them; undefined where it cannot read them. */
export function heardInResponse(fields: Fields): Fields | undefined {
  const status = fields.find(([name]) => name === ":status")?.[1] ?? "";
  // Interim answers do not count; 101 is one that does
  if (!/^(101|[2-9]\d\d)$/.test(status)) return undefined;
  return heard(fields);
}

/** The same of a request to a server. */
export function heardInRequest(fields: Fields): Fields | undefined {
  const value = (wanted: string) => fields.find(([name]) => name === wanted)?.[1];
  if (!methods.has(value(":method") ?? "") || !/^[!-~]+$/.test(value(":path") ?? "")) return undefined;
  const hasLength = value("content-length") !== undefined;
  return hasLength && value("transfer-encoding") !== undefined ? undefined : heard(fields);
}

const methods = new Set(METHODS);

function heard(fields: Fields): Fields | undefined {
  const heard: Fields = [];
  let hasLength = false;
  for (const [name, value] of fields) {
    if (name.startsWith(":") && name !== ":") {
      heard.push([name, value]);
      continue;
    }
    // A colon in a name ends it
    const [own = "", ...rest] = name.split(":");
    if (own === "" || !isFieldName(own) || !isFieldValue(value)) return undefined;
    if (own === "content-length") {
      if (hasLength || !isDigits(value)) return undefined;
      hasLength = true;
    }
    heard.push([own, [...rest, ` ${value}`].join(":").replace(/^[ \t]+|[ \t]+$/g, "")]);
  }
  return heard;
}
