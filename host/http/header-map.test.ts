import { describe, expect, test } from "vitest";
import { HeaderMap } from "./header-map.ts";

describe("a map of request headers", () => {
  test("has pseudo-headers first, and names in lower case", () => {
    const map = new HeaderMap("request", [
      ["X-User", "ana"],
      [":path", "/"],
      ["B", "2"],
      [":method", "GET"],
    ]);
    expect(map.fields()).toEqual([
      [":path", "/"],
      [":method", "GET"],
      ["x-user", "ana"],
      ["b", "2"],
    ]);
    expect(map.get("x-USER")).toBe("ana");
  });

  test("takes host for :authority", () => {
    const map = new HeaderMap("request", [["host", "a.example"]]);
    expect(map.get(":authority")).toBe("a.example");
    map.set("Host", "b.example");
    expect(map.fields()).toEqual([[":authority", "b.example"]]);
  });

  test("appends to a field that Envoy holds once, and repeats others", () => {
    const map = new HeaderMap("request", [
      ["x-forwarded-for", "1.1.1.1"],
      ["cookie", "a=1"],
      ["cookie", "b=2"],
    ]);
    map.add("x-forwarded-for", "2.2.2.2");
    expect(map.fields()).toEqual([
      ["x-forwarded-for", "1.1.1.1,2.2.2.2"],
      ["cookie", "a=1"],
      ["cookie", "b=2"],
    ]);
    expect(map.getAll("cookie")).toEqual(["a=1", "b=2"]);
  });
});

describe("a map of response headers", () => {
  test("replaces all values of a field, at the end", () => {
    const map = new HeaderMap("response", [
      ["a", "1"],
      ["b", "2"],
      ["a", "3"],
      ["c", "4"],
    ]);
    map.set("a", "5");
    expect(map.fields()).toEqual([
      ["b", "2"],
      ["c", "4"],
      ["a", "5"],
    ]);
  });

  test("removes a field with all its values, and pseudo-headers stay first", () => {
    const map = new HeaderMap("response", [
      [":status", "200"],
      ["a", "1"],
      ["a", "2"],
    ]);
    map.remove("a");
    map.remove(":status");
    map.add("x", "y");
    map.add(":status", "204");
    expect(map.fields()).toEqual([
      [":status", "204"],
      ["x", "y"],
    ]);
  });

  test("counts bytes and fields", () => {
    const map = new HeaderMap("response", [
      [":status", "200"],
      ["ab", "cde"],
    ]);
    expect([map.size, map.byteSize]).toEqual([2, 15]);
    expect(map.copy().fields()).toEqual(map.fields());
  });
});
