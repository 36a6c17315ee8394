import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { httpBootstrap, type RunningEnvoy, startEnvoy, wasmPluginConfig } from "../../envoy/index.ts";
import { createHost } from "../../host/index.ts";
import { extension } from "../coverage/support/proxy.ts";
import { envoyVersions } from "../support/engines.ts";
import { buildProbe, type Probe } from "./support/build-probe.ts";

let probe: Probe;

beforeAll(async () => {
  probe = await buildProbe("stats-sink");
});

const served = "counter wasmcustom.served_total 3 3";
const open = `gauge wasmcustom.open ${2 ** 40}`;
const nameOfMany = `counter wasmcustom.${"a".repeat(600)}.`;

/** What the sink has logged of the metrics whose name begins so. */
function starting(lines: string[], start: string): string[] {
  return lines.filter((line) => line.startsWith(start));
}

describe.each(envoyVersions)("a stats sink in Envoy %s", (version) => {
  let envoy: RunningEnvoy;

  beforeAll(async () => {
    const module = probe.path;
    const sink = wasmPluginConfig({ module, name: "sink", rootId: "sink" });
    const bootstrap = {
      ...httpBootstrap({ plugins: [{ module, name: "shop", rootId: "shop" }] }),
      stats_sinks: [extension("envoy.extensions.stat_sinks.wasm.v3.Wasm", { config: sink })],
    };
    envoy = await startEnvoy({ version, bootstrap });
  });

  afterAll(() => envoy?.stop());

  function said(from = 0): string[] {
    return envoy.logs.lines(from).flatMap((line) => / wasm log sink[^:]*: (.*)$/.exec(line)?.[1] ?? []);
  }

  /** Sends a request, has Envoy tell its sinks, and gives what the sink has logged then. */
  async function told(path: string): Promise<string[]> {
    await fetch(envoy.url + path);
    const mark = envoy.logs.length;
    await envoy.admin.stats();
    await envoy.logs.waitFor(/: all \d+ \d+ /, { from: mark });
    return said(mark);
  }

  test("reads the metrics of plugins, and Envoy's own", async () => {
    const lines = await told("/");
    expect(lines).toContain(served);
    expect(lines).toContain(`${open} 0`);
    expect(lines).toContain("gauge server.concurrency 1 0");
    expect(lines).toContain("gauge server.live 1 0");
    expect(starting(lines, "counter wasmcustom.never")).toEqual([]);
    expect(said()).toContain("outside false");
  });

  test("reads as many gauges as Envoy has that were ever changed", async () => {
    const lines = await told("/");
    const mark = envoy.logs.length;
    const answer = await fetch(`${envoy.adminUrl}/stats?usedonly&type=Gauges`);
    // That question has Envoy tell its sinks, too, and what they log is not for the next test
    await envoy.logs.waitFor(/: all \d+ \d+ /, { from: mark });
    const names = (await answer.text()).trim().split("\n");
    expect(names.length).toBeGreaterThan(20);
    expect(lines.at(-1)).toMatch(new RegExp(`^all \\d+ ${names.length} false$`));
  });

  test("reads on over many parts of the memory", async () => {
    const lines = await told("/many");
    expect(starting(lines, nameOfMany)).toHaveLength(100);
    expect(lines).toContain(`${open} 0`);
  });
});

test("a stats sink reads the same on the host", () => {
  const module = probe.wasm;
  const host = createHost({
    plugins: [{ module, name: "shop", rootId: "shop" }],
    statsSinkPlugins: [{ module, name: "sink", rootId: "sink" }],
  });
  const ask = (path: string) => {
    const stream = host.connect({ protocol: "HTTP/2" }).request({});
    stream.sendHeaders(
      [
        [":method", "GET"],
        [":path", path],
        [":scheme", "http"],
        [":authority", "shop"],
      ],
      true,
    );
    host.run();
    const mark = host.logs.length;
    host.advance(5000);
    return host.logs.slice(mark).map(({ message }) => message);
  };
  expect(ask("/")).toEqual([served, `${open} 0`, "all 1 1 false"]);
  const lines = ask("/many");
  expect(starting(lines, nameOfMany)).toHaveLength(100);
  expect(lines.at(-1)).toBe("all 101 1 false");
});
