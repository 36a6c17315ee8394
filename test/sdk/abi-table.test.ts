import { describe, expect, test } from "vitest";
import {
  callbackSignature,
  callbacks,
  checkModule,
  enums,
  hostFunctionSignature,
  hostFunctions,
  readModule,
  wasiFunctions,
} from "../../module/index.ts";
import { buildProbe } from "./support/build-probe.ts";
import { runProbe } from "./support/run-probe.ts";

/** The functions that a module imports or exports, as `name: (types) -> types`. */
function signatures(
  entries: readonly { name: string; params: readonly string[]; results: readonly string[] }[],
): string[] {
  return entries.map(({ name, params, results }) => `${name}: (${params}) -> (${results})`).sort();
}

test("every host function is declared, with its type, and no other", async () => {
  const { imports } = readModule((await buildProbe("host-functions")).wasm);
  const functions = imports.flatMap(({ module, name, type }) =>
    type?.kind === "function" ? [{ module, name, ...type }] : [],
  );
  const expected = hostFunctions
    .filter(({ abi, origin }) => abi.includes("0.2.1") && origin !== "emscripten")
    .map((entry) => ({ name: entry.name, ...hostFunctionSignature(entry) }));
  expect(signatures(functions.filter(({ module }) => module === "env"))).toEqual(signatures(expected));

  const wasi = functions.filter(({ module }) => module !== "env");
  const known = new Map(wasiFunctions.map((entry) => [entry.name, entry]));
  expect(wasi.map(({ module }) => module)).toEqual(wasi.map(() => "wasi_snapshot_preview1"));
  expect(signatures(wasi)).toEqual(
    signatures(wasi.map(({ name }) => known.get(name) ?? { name, params: [], results: [] })),
  );
});

test("every callback is exported when it is overridden or answers what is called, with its type, and no other", async () => {
  const { wasm } = await buildProbe("callbacks");
  const module = readModule(wasm);
  const functions = module.exports.flatMap(({ name, type }) => (type?.kind === "function" ? [{ name, ...type }] : []));
  const expected = callbacks
    .filter(
      ({ abi, context, name }) =>
        abi.includes("0.2.1") && (context !== "module" || name === "proxy_on_memory_allocate"),
    )
    .map((callback) => ({ name: callback.name, ...callbackSignature(callback, "0.2.1") }));
  const own = [
    { name: "proxy_abi_version_0_2_1", params: [], results: [] },
    { name: "_initialize", params: [], results: [] },
  ];
  expect(signatures(functions)).toEqual(signatures([...expected, ...own]));
  expect(checkModule(module)).toEqual([]);
});

describe("enums", () => {
  /** Our name of each enum of the table, and what ours has beside: the specification's word for Envoy's. */
  const ours: Record<keyof typeof enums, { name: string; also?: Record<string, number> } | null> = {
    proxy_log_level_t: { name: "LogLevel" },
    proxy_status_t: { name: "Status" },
    proxy_action_t: { name: "NetworkAction" },
    proxy_buffer_type_t: { name: "BufferType" },
    proxy_map_type_t: { name: "HeaderMapType" },
    proxy_peer_type_t: { name: "PeerType" },
    proxy_stream_type_t: { name: "StreamType" },
    proxy_metric_type_t: { name: "MetricType" },
    FilterHeadersStatus: { name: "HeadersAction", also: { Pause: 1 } },
    FilterDataStatus: { name: "DataAction", also: { Pause: 1 } },
    FilterTrailersStatus: { name: "TrailersAction", also: { Pause: 1 } },
    FilterMetadataStatus: { name: "MetadataAction" },
    wasi_errno_t: { name: "WasiErrno" },
    wasi_clock_id_t: { name: "WasiClock" },
    wasi_fd_id_t: null, // the SDK logs with proxy_log
  };

  test("have the table's members and values, and no other", async () => {
    const { exports } = await runProbe(await buildProbe("enums"));
    const found: Record<string, Record<string, number>> = {};
    for (const [name, member] of Object.entries(exports)) {
      const [enumName = "", key] = name.split(".");
      if (key !== undefined) found[enumName] = { ...found[enumName], [key]: (member as WebAssembly.Global).value };
    }
    const expected = Object.entries(ours).flatMap(([key, our]) => {
      const values = Object.entries(enums[key as keyof typeof enums].values);
      return our
        ? [[our.name, { ...Object.fromEntries(values.map(([name, value]) => [pascal(name), value])), ...our.also }]]
        : [];
    });
    expect(found).toEqual(Object.fromEntries(expected));
  });
});

/** `HTTP_REQUEST_BODY` is `HttpRequestBody`; Envoy's own names are so already. */
function pascal(name: string): string {
  if (/[a-z]/.test(name)) return name;
  return name
    .split("_")
    .map((word) => word.slice(0, 1) + word.slice(1).toLowerCase())
    .join("");
}
