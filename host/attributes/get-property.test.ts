import { describe, expect, test } from "vitest";
import { FilterState, LifeSpan } from "../filter-state.ts";
import { HeaderMap } from "../http/header-map.ts";
import { Status } from "../status.ts";
import { type ConnectionInfo, StreamInfo } from "../stream-info.ts";
import { type DeclaredProperty, PropertyType } from "./declared-property.ts";
import { getProperty } from "./get-property.ts";
import type { PropertyContext, StreamContext } from "./property-context.ts";
import { setProperty } from "./set-property.ts";

// What all attributes give in all phases is compared with Envoy in test/host/properties.envoy.test.ts

const connectionInfo: ConnectionInfo = {
  id: 7,
  remoteAddress: "10.0.0.1:1234",
  remotePort: 1234,
  localAddress: "10.0.0.2:80",
  localPort: 80,
  requestedServerName: "",
  tls: undefined,
  listener: undefined,
  filterChainName: "",
};

const ofConnection = new FilterState();

function contextWith(declared: [name: string, property: Partial<DeclaredProperty>][] = []): StreamContext {
  const plain = { readonly: false, type: PropertyType.Bytes, schema: "", lifeSpan: LifeSpan.FilterChain };
  const streamInfo = new StreamInfo(connectionInfo, 5n, new FilterState(ofConnection));
  streamInfo.route = { name: "to-shop", metadata: { filter_metadata: { "a.b": { list: ["x", 2.5], none: null } } } };
  return {
    pluginProperties: {
      envoyMinor: 40,
      node: { id: "node" },
      name: "plugin",
      rootId: "root",
      vmId: "vm",
      declared: new Map(declared.map(([name, property]) => [name, { ...plain, ...property }])),
    },
    streamInfo,
    requestHeaders: new HeaderMap("request", [
      [":path", "/shop?item=1#top"],
      ["x-twice", "a"],
      ["x-twice", "b"],
    ]),
    responseHeaders: undefined,
    responseTrailers: undefined,
    isFilter: true,
  };
}

function get(path: string, context: PropertyContext = contextWith()): string | Status {
  return getProperty(path.replaceAll("|", "\0"), context);
}

describe("paths", () => {
  test.each([
    ["plugin_name", "plugin"],
    ["plugin_name|", "plugin"],
    ["plugin_name||", Status.NOT_FOUND],
    ["|plugin_name", Status.NOT_FOUND],
    ["", Status.SERIALIZATION_FAILURE],
    ["|", Status.NOT_FOUND],
    ["request", Status.SERIALIZATION_FAILURE],
    ["request|path", "/shop?item=1#top"],
    ["request|url_path", "/shop"],
    ["request|query", "item=1"],
    ["request|headers|x-twice", "a,b"],
    ["request|headers|X-Twice", "a,b"],
    ["request|headers|x twice", Status.NOT_FOUND],
    ["request|path|more", Status.NOT_FOUND],
    ["request|time", "\x05\0\0\0\0\0\0\0"],
    ["xds|route_metadata|filter_metadata|a.b|list|0", "x"],
    ["xds|route_metadata|filter_metadata|a.b|list| +1 ", "\0\0\0\0\0\0\x04@"],
    ["xds|route_metadata|filter_metadata|a.b|list|2", Status.NOT_FOUND],
    ["xds|route_metadata|filter_metadata|a.b|none", Status.SERIALIZATION_FAILURE],
    ["xds|node|locality|region", ""],
    ["connection_id", "\x07\0\0\0\0\0\0\0"],
    ["nobody", Status.NOT_FOUND],
    ["constructor", Status.NOT_FOUND],
    ["request|constructor", Status.NOT_FOUND],
    ["xds|route_metadata|filter_metadata|__proto__", Status.NOT_FOUND],
  ])("%j gives %j", (path, expected) => {
    expect(get(path)).toBe(expected);
  });

  test("a root context has node and plugin only", () => {
    const context: PropertyContext = { ...contextWith(), streamInfo: undefined, isFilter: false };
    expect(get("plugin_root_id", context)).toBe("root");
    expect(get("xds|node|id", context)).toBe("node");
    expect(get("connection_id", context)).toBe(Status.NOT_FOUND);
    expect(get("request|time", context)).toBe(Status.NOT_FOUND);
  });

  test("an access logger reads the stream, but has no connection of its own and cannot write", () => {
    const context: PropertyContext = { ...contextWith(), isFilter: false };
    expect(get("request|path", context)).toBe("/shop?item=1#top");
    expect(get("connection_id", context)).toBe(Status.NOT_FOUND);
    expect(setProperty("mine", "set", context)).toBe(Status.NOT_FOUND);
  });
});

describe("what is set", () => {
  test("is read by its name and as filter state", () => {
    const context = contextWith();
    expect(setProperty("mine", "se\xfft", context)).toBe(Status.OK);
    expect(get("mine", context)).toBe("se\xfft");
    expect(get("filter_state|wasm.mine", context)).toBe("se\xfft");
    expect(get("mine|more", context)).toBe(Status.NOT_FOUND);
  });

  test("hides no attribute and is not read where its path has several segments", () => {
    const context = contextWith();
    expect(setProperty("request\0path", "/other", context)).toBe(Status.OK);
    expect(setProperty("deep\0er", "set", context)).toBe(Status.OK);
    expect(get("request|path", context)).toBe("/shop?item=1#top");
    expect(get("deep|er", context)).toBe(Status.NOT_FOUND);
  });

  test("once only, where it is declared so", () => {
    const context = contextWith([["once", { readonly: true }]]);
    expect([setProperty("once", "first", context), setProperty("once", "second", context)]).toEqual([
      Status.OK,
      Status.BAD_ARGUMENT,
    ]);
    expect(get("once", context)).toBe("first");
  });

  test("stays for the connection, where it is declared so", () => {
    const declared: [string, Partial<DeclaredProperty>][] = [["kept", { lifeSpan: LifeSpan.Connection }]];
    setProperty("kept", "by the first stream", contextWith(declared));
    expect(get("kept", contextWith(declared))).toBe("by the first stream");
  });

  test("as a message is read field by field, and whole as bytes", () => {
    const schema = "type.googleapis.com/google.protobuf.Struct";
    const context = contextWith([["message", { type: PropertyType.Protobuf, schema }]]);
    const bytes = "\x0a\x0e\x0a\x04team\x12\x06\x1a\x04shop";
    setProperty("message", bytes, context);
    expect(get("message|team", context)).toBe("shop");
    expect(get("message", context)).toBe(bytes);
    expect(get("message|none", context)).toBe(Status.NOT_FOUND);
  });
});
