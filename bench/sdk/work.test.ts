import { expect, test } from "vitest";
import { checkResponse, mirror, orders, requestText } from "./work.ts";

const added = Object.entries(mirror.added).map(([name, value]) => `${name}: ${value}\r\n`);

function response(lines: readonly string[], status = "200 OK"): string {
  return `HTTP/1.1 ${status}\r\ncontent-length: 3\r\n${lines.join("")}server: envoy\r\n\r\nok\n`;
}

test("a response must carry all that a filter adds, in any order, and nothing twice", () => {
  checkResponse(response(added), mirror, true);
  checkResponse(response([...added].reverse()), mirror, true);
  expect(() => checkResponse(response(added.slice(1)), mirror, true)).toThrow(/^expected \["x-seen-agent: /);
  expect(() => checkResponse(response([...added, ...added]), mirror, true)).toThrow("expected");
  expect(() => checkResponse(response(added, "503 Service Unavailable"), mirror, true)).toThrow("expected");
});

test("a response without filter must carry none of it", () => {
  checkResponse(response([]), mirror, false);
  expect(() => checkResponse(response(added.slice(0, 1)), mirror, false)).toThrow("expected []");
});

test("the body is JSON of about 1 KB that has the field", () => {
  const [head, body = ""] = requestText(orders).split("\r\n\r\n");
  expect(head).toContain(`content-length: ${Buffer.byteLength(body)}`);
  expect(Buffer.byteLength(body)).toBeGreaterThan(900);
  expect(Buffer.byteLength(body)).toBeLessThan(1200);
  expect(JSON.parse(body).customer.id).toBe(orders.added["x-customer"]);
});
