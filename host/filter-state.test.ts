import { expect, test } from "vitest";
import { FilterState, type FilterStateObject, LifeSpan } from "./filter-state.ts";

function text(value: string): FilterStateObject {
  return { serializeAsString: () => value };
}

test("a stream sees what its connection has, and others do not see what the stream has", () => {
  const connection = new FilterState();
  const [one, other] = [new FilterState(connection), new FilterState(connection)];
  expect(one.set("kept", text("kept"), LifeSpan.Connection)).toBe(true);
  expect(one.set("own", text("own"), LifeSpan.FilterChain)).toBe(true);
  expect(other.get("kept")?.serializeAsString()).toBe("kept");
  expect(other.get("own")).toBe(undefined);
  expect(one.keys()).toEqual(["own", "kept"]);
});

test("a key keeps its life span", () => {
  const connection = new FilterState();
  const stream = new FilterState(connection);
  stream.set("request", text("first"), LifeSpan.Request);
  expect(stream.set("request", text("second"), LifeSpan.FilterChain)).toBe(false);
  expect(stream.set("request", text("second"), LifeSpan.Connection)).toBe(false);
  expect(stream.set("request", text("third"), LifeSpan.Request)).toBe(true);
  expect(stream.get("request")?.serializeAsString()).toBe("third");
  stream.set("connection", text("first"), LifeSpan.Connection);
  expect(stream.set("connection", text("second"), LifeSpan.Request)).toBe(false);
  expect(connection.get("connection")?.serializeAsString()).toBe("first");
});

test("a connection of its own takes every life span", () => {
  const connection = new FilterState();
  expect(connection.set("key", text("first"), LifeSpan.FilterChain)).toBe(true);
  expect(connection.set("key", text("second"), LifeSpan.Connection)).toBe(true);
  expect(connection.get("key")?.serializeAsString()).toBe("second");
});
