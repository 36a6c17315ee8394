import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PluginOptions } from "../../../envoy/index.ts";
import { type Area, type Run, startArea } from "../support/area.ts";

/** Configuration, refusal of it, and what becomes of a plugin that is replaced. */
export function configurationScenarios(run: Run): void {
  describe("configuration", () => {
    let area: Area;

    /** The plugin with a configuration. */
    function plugin(configuration: string, more: Partial<PluginOptions> = {}): PluginOptions {
      const environmentVariables = { COLOUR: "blue", SIZE: "2" };
      const vm = { vmId: "configured", vmConfiguration: "vm text", environmentVariables };
      return { module: run.module(), name: "configuration", configuration, ...vm, ...more };
    }

    beforeAll(async () => {
      area = await startArea(run, "configuration", { plugins: [plugin("deferred first")], ecds: true });
    });

    afterAll(() => area?.stop());

    async function ask(): Promise<string> {
      return await (await fetch(area.envoy.url)).text();
    }

    test("of plugin, VM and environment reaches the plugin", async () => {
      await area.says("vm start vm text");
      await area.says("configure deferred first blue 2");
      // Later that of the VM can be read still, and that of the plugin not; nor is the plugin about to end
      expect(await ask()).toBe("deferred first 1 0 1");
    });

    test("is refused by onConfigure, and the plugin before it stays", async () => {
      await expect(area.envoy.replacePlugin("configuration", plugin("refuse"))).rejects.toThrow();
      expect(await ask()).toMatch(/^deferred first /);
    });

    test("is refused by onVmStart", async () => {
      const refused = plugin("second", { vmConfiguration: "refuse" });
      await expect(area.envoy.replacePlugin("configuration", refused)).rejects.toThrow();
      expect(await ask()).toMatch(/^deferred first /);
    });

    /** What each thread said of a plugin since a mark, once it has been deleted on both. */
    async function ending(name: string, mark: number): Promise<string[][]> {
      for (;;) {
        const threads = area.saidByThread(mark).map((lines) => lines.filter((text) => text.includes(name)));
        const ended = threads.filter((lines) => lines.at(-1) === `delete ${name}`);
        if (ended.length === 2) return ended;
        await area.says(`delete ${name}`, area.envoy.logs.length);
      }
    }

    test("of the plugin can be replaced: the old one ends when it says that it is done", async () => {
      const mark = area.envoy.logs.length;
      await area.envoy.replacePlugin("configuration", plugin("third"));
      expect(await ask()).toMatch(/^third /);
      const end = ["done deferred first", "later deferred first, done 0", "delete deferred first"];
      expect(await ending("deferred first", mark)).toEqual([end, end]);
    });

    test("of the plugin can be replaced: the old one ends at once where it need not wait", async () => {
      const mark = area.envoy.logs.length;
      await area.envoy.replacePlugin("configuration", plugin("fourth"));
      expect(await ask()).toMatch(/^fourth /);
      const end = ["done third", "delete third"];
      expect(await ending("third", mark)).toEqual([end, end]);
    });

    test.each([
      ["onConfigure", plugin.bind(null, "refuse")],
      ["onVmStart", plugin.bind(null, "x", { vmConfiguration: "refuse" })],
    ])("that %s refuses keeps Envoy from starting", async (_, refused) => {
      await expect(startArea(run, "configuration", { plugins: [refused()] })).rejects.toThrow();
    });
  });
}
