import { expect, test } from "vitest";
import { http1Headers } from "./http1-headers.ts";

const request = (text: string) => http1Headers(text, "request").lines();
const response = (text: string) => http1Headers(text, "response").lines();

test("a request in origin form", () => {
  expect(request("GET /my/path?foo=bar HTTP/1.1\nHost: myhost.com\nMyHeader: MyVal1\nMyHeader:  MyVal2 \n")).toEqual([
    ":authority: myhost.com",
    ":method: GET",
    ":path: /my/path?foo=bar",
    "myheader: MyVal1, MyVal2",
  ]);
});

test("a request in absolute form: the URL goes before the host", () => {
  expect(request("GET https://Example.com:8080/my/path?foo=bar#x HTTP/1.1\r\nHost: myhost.com\r\n\r\nbody: 1")).toEqual(
    [":authority: example.com:8080", ":method: GET", ":path: /my/path?foo=bar", ":scheme: https"],
  );
  expect(request("GET http://example.com:80 HTTP/1.1\n")).toContain(":authority: example.com");
});

test("lines that go on", () => {
  expect(request("GET / HTTP/1.1\na: 1\n  2\n")).toContain("a: 1 2");
});

test("a response", () => {
  expect(response("HTTP/1.1 200 OK\nContent-Type: image/jpeg; charset=utf-8\n")).toEqual([
    ":status: 200",
    "content-type: image/jpeg; charset=utf-8",
  ]);
});

test.each([
  ["", 'no request line: ""'],
  ["GET\n", 'no request line: "GET"'],
  ["OPTIONS * HTTP/1.1\n", "invalid URI: *"],
  ["GET /a b\n", undefined],
  ["GET /é HTTP/1.1\n", "invalid URI: /é"],
  ["GET / HTTP/1.1\nnothing\n", 'no header field: "nothing"'],
])("the request %j: %s", (text, message) => {
  if (message === undefined) expect(() => request(text)).not.toThrow();
  else expect(() => request(text)).toThrowError(message);
});

test("a response without a status line is refused", () => {
  expect(() => response("200 OK\n")).toThrowError('no status line: "200 OK"');
});
