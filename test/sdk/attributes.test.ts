import { beforeAll, describe, expect, test } from "vitest";
import { buildProbe, type Probe } from "./support/build-probe.ts";
import { generator } from "./support/mutate.ts";
import { type RunningProbe, runProbe } from "./support/run-probe.ts";

let built: Probe;

beforeAll(async () => {
  built = await buildProbe("attribute-forms");
});

/** Starts the probe in a host that has these attributes; `asked` gets the paths that were read. */
function runWith(properties: Record<string, string | Uint8Array>, asked: string[] = []): Promise<RunningProbe> {
  return runProbe(built, {
    proxy_get_property(probe, [at = 0, size = 0, pointerAt = 0, sizeAt = 0]) {
      const path = probe.bytes(at, size).toString().replaceAll("\0", "|");
      asked.push(path);
      const value = properties[path];
      if (value === undefined) return 1;
      probe.returnBytes(pointerAt, sizeAt, value);
      return 0;
    },
  });
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}

function int(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return bytes;
}

/** What an Envoy has, under the names that a version gives it. */
function named(prefix: string): Record<string, string | Uint8Array> {
  const metadata = (name: string) => `${prefix}${name}|filter_metadata|com.example|team`;
  return {
    [`${prefix}node|id`]: "node-7",
    [`${prefix}node|cluster`]: "mesh-7",
    [`${prefix}node|user_agent_name`]: "envoy",
    [`${prefix}node|locality|region`]: "earth",
    [`${prefix}node|locality|zone`]: "north",
    [`${prefix}node|locality|sub_zone`]: "tree",
    [`${prefix}node|metadata|labels|app`]: "shop",
    [`${prefix}node|metadata|rank`]: double(2.5),
    [`${prefix}node|metadata|canary`]: Buffer.from([1]),
    [`${prefix}cluster_name`]: "stock",
    [`${prefix}route_name`]: "to-stock",
    [`${prefix}listener_direction`]: int(2n),
    [metadata("cluster_metadata")]: "clusters",
    [metadata("route_metadata")]: "routes",
    [metadata("listener_metadata")]: "listeners",
    [metadata("upstream_host_metadata")]: "hosts",
  };
}

const values =
  "node-7 mesh-7 envoy earth/north/tree shop 2.5 true stock to-stock  2 clusters routes listeners hosts null";

describe("names", () => {
  test("of today", async () => {
    const asked: string[] = [];
    const probe = await runWith(named("xds|"), asked);
    probe.call("named");
    expect(probe.text()).toBe(values);
    expect(asked.filter((path) => !path.startsWith("xds|"))).toEqual([]);
  });

  test("of Envoy before 1.33", async () => {
    const probe = await runWith(named(""));
    probe.call("named");
    expect(probe.text()).toBe(values);
  });

  test("of today only, where these are known: the older ones would be filter state of a plugin", async () => {
    const asked: string[] = [];
    const probe = await runWith({ "xds|node|id": "", cluster_name: "forged", route_name: "forged" }, asked);
    probe.call("named");
    expect(probe.text()).not.toContain("forged");
    expect(asked.filter((path) => !path.startsWith("xds|"))).toEqual([]);
  });

  test("with quotes and dots", async () => {
    const probe = await runWith({
      'metadata|filter_metadata|a"b|x': "quoted",
      "metadata|filter_metadata|com.example|a.b|0|c": "dotted",
    });
    probe.call("quoted");
    expect(probe.text()).toBe("quoted dotted");
  });
});

type Json = null | number | string | boolean | Json[] | { [key: string]: Json };

// google.protobuf.Struct on the wire
function field(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  return Buffer.from(value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >> 7)]);
}

function encodeStruct(value: { [key: string]: Json }): Buffer {
  const entries = Object.entries(value).map(([key, one]) => {
    return field(1, Buffer.concat([field(1, Buffer.from(key)), field(2, encodeValue(one))]));
  });
  return Buffer.concat(entries);
}

function encodeValue(value: Json): Buffer {
  if (value === null) return Buffer.from([0x08, 0]);
  if (typeof value === "number") return Buffer.concat([Buffer.from([0x11]), double(value)]);
  if (typeof value === "string") return field(3, Buffer.from(value));
  if (typeof value === "boolean") return Buffer.from([0x20, value ? 1 : 0]);
  if (Array.isArray(value)) return field(6, Buffer.concat(value.map((one) => field(1, encodeValue(one)))));
  return field(5, encodeStruct(value));
}

describe("a Struct", () => {
  const sample = {
    number: 2.5,
    text: "tëxt",
    yes: true,
    no: false,
    null: null,
    list: [1.5, "two", [], {}, null],
    deep: { er: { est: [{ x: "y" }] } },
    "": "no key",
    long: "x".repeat(300),
  };
  let probe: RunningProbe;

  beforeAll(async () => {
    probe = await runWith({});
  });

  test("reads as JSON", () => {
    probe.give("struct", encodeStruct(sample));
    expect(JSON.parse(probe.text())).toEqual(sample);
    probe.give("struct", Buffer.alloc(0));
    expect(probe.text()).toBe("{}");
  });

  test("gives what was asked for instead of a value of another kind", () => {
    probe.give("mismatched", encodeStruct(sample));
    expect(probe.text()).toBe("none true 0 0 false false -1.0 false false false missing true false");
  });

  test("has the last one of a key that is there twice, and the last kind of a value", () => {
    const two = Buffer.concat([encodeValue("a"), encodeValue(7)]);
    const entry = field(1, Buffer.concat([field(1, Buffer.from("k")), field(2, two)]));
    probe.give("struct", Buffer.concat([encodeStruct({ k: "first" }), entry]));
    expect(probe.text()).toBe('{"k":7.0,"k":7.0}');
  });

  test("skips unknown fields", () => {
    const unknown = Buffer.concat([field(9, Buffer.from("x")), Buffer.from([0x50, 1, 0x5d, 1, 2, 3, 4])]);
    probe.give("struct", Buffer.concat([unknown, encodeStruct({ a: true }), unknown]));
    expect(probe.text()).toBe('{"a":true}');
  });

  test("that is cut or changed anywhere traps nowhere", () => {
    const bytes = encodeStruct(sample);
    for (let size = 0; size < bytes.length; ++size) probe.give("struct", bytes.subarray(0, size));
    const random = generator(3);
    for (let round = 0; round < 5000; ++round) {
      const changed = Buffer.from(bytes);
      for (let count = 0; count < 3; ++count) changed[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      probe.give("struct", changed);
      probe.give("mismatched", changed);
    }
    probe.give("struct", bytes);
    expect(JSON.parse(probe.text())).toEqual(sample);
  });
});
