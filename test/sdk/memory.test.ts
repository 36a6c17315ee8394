import { expect, test } from "vitest";
import { buildProbe } from "./support/build-probe.ts";
import { headerHost } from "./support/header-host.ts";
import { type RunningProbe, runProbe } from "./support/run-probe.ts";

const headers = [
  [":method", "GET"],
  [":path", "/cart?id=17"],
  [":authority", "shop.example"],
  ["user-agent", "probe/1.0 (a browser of some length, as they are)"],
  ["x-tenant", "acme"],
] as const;

/** Serves streams, `open` of them at a time. */
function serve(probe: RunningProbe, from: number, count: number, open: number): void {
  for (let id = from; id < from + count; ++id) {
    probe.call("proxy_on_context_create", id, 1);
    probe.call("proxy_on_request_headers", id, headers.length, 1);
    if (id >= from + open) finish(probe, id - open);
  }
  for (let id = from + count - open; id < from + count; ++id) finish(probe, id);
}

function finish(probe: RunningProbe, id: number): void {
  probe.call("proxy_on_response_headers", id, 3, 1);
  probe.call("proxy_on_delete", id);
}

test.each([
  ["minimal", []],
  ["incremental", ["--runtime", "incremental"]],
])("memory stays as it is however many streams are served (%s runtime)", async (_, ascFlags) => {
  const probe = await runProbe(await buildProbe("busy", { ascFlags }), headerHost(headers));
  probe.call("proxy_on_context_create", 1, 0);
  serve(probe, 2, 50_000, 100);
  const warm = probe.memory.buffer.byteLength;
  serve(probe, 100_000, 200_000, 100);
  expect(probe.memory.buffer.byteLength).toBe(warm);
  expect(warm).toBeLessThanOrEqual(512 * 1024);
});

test("a value beyond the scratch memory is freed after use", async () => {
  const long = "x".repeat(300_000);
  const probe = await runProbe(await buildProbe("busy"), headerHost([...headers.slice(0, 4), ["x-tenant", long]]));
  probe.call("proxy_on_context_create", 1, 0);
  serve(probe, 2, 50, 2);
  const warm = probe.memory.buffer.byteLength;
  serve(probe, 1000, 500, 2);
  expect(probe.memory.buffer.byteLength).toBe(warm);
});

test("a map is fetched once for many reads, and one header alone for one", async () => {
  const probe = await runProbe(await buildProbe("busy"), headerHost(headers));
  probe.call("proxy_on_context_create", 1, 0);
  for (const [id, reads] of [
    [2, ["proxy_get_header_map_value", "proxy_get_header_map_pairs"]],
    [3, ["proxy_get_header_map_pairs"]],
    [4, ["proxy_get_header_map_pairs"]],
  ] as const) {
    probe.call("proxy_on_context_create", id, 1);
    probe.calls.length = 0;
    probe.call("proxy_on_request_headers", id, headers.length, 1);
    const adds = Array(3).fill("proxy_add_header_map_value");
    expect(probe.calls).toEqual([...reads, ...adds]);
  }
});
