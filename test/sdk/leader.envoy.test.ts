import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningEnvoy, startEnvoy } from "../../envoy/index.ts";
import { envoyVersions } from "../support/engines.ts";
import { buildProbe } from "./support/build-probe.ts";

// Envoy shows the configuration, also an empty one, in the callbacks in which nobody leads
describe.each(envoyVersions.flatMap((version) => ["", "{}"].map((configuration) => ({ version, configuration }))))(
  "a leader in Envoy $version, configuration $configuration",
  ({ version, configuration }) => {
    let envoy: RunningEnvoy;

    beforeAll(async () => {
      const { path } = await buildProbe("leader");
      const plugin = { module: path, rootId: "", ...(configuration ? { configuration } : {}) };
      envoy = await startEnvoy({ version, concurrency: 2, plugins: [plugin] });
    });

    afterAll(async () => {
      await envoy?.stop();
    });

    test("is not chosen before its VM works, so that the one on trial does not keep the lease", async () => {
      await envoy.logs.waitFor("tick leads true");
      await envoy.logs.waitFor("timer leads true");
      for (const what of ["made", "started", "configured"]) {
        const lines = envoy.logs.lines().filter((line) => line.includes(`${what} leads`));
        // The VM on trial, and one of each thread: two workers and the main thread
        expect(lines.length).toBe(4);
        expect(lines.filter((line) => !line.includes("leads false false false"))).toEqual([]);
      }
    });

    test("is one of the VMs, and can be chosen in a stream", async () => {
      expect(await (await fetch(envoy.url)).text()).toBe("true");
      // Each thread has ticked a few times
      const mark = envoy.logs.length;
      await envoy.logs.waitFor("tick leads false", { from: mark });
      await envoy.logs.waitFor("tick leads true", { from: mark });
      const leaders = envoy.logs.lines().filter((line) => line.includes("tick leads true"));
      const threads = new Set(leaders.map((line) => /^\[[^\]]*\]\[(\d+)\]/.exec(line)?.[1]));
      expect(threads.size).toBe(1);
    });
  },
);
