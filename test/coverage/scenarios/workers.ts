import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { httpBootstrap } from "../../../envoy/index.ts";
import { type Area, type Run, startArea } from "../support/area.ts";
import { type Client, connectClient } from "../support/client.ts";

/** What the workers of a proxy share. */
export function workerScenarios(run: Run): void {
  describe("workers", () => {
    let area: Area;
    /** Clients of the first and of the second worker. */
    let first: Client;
    let second: Client;

    beforeAll(async () => {
      const bootstrap = httpBootstrap({ plugins: [{ module: run.module(), name: "workers" }] });
      // Connections go to the workers by turns
      for (const listener of bootstrap.static_resources?.listeners ?? []) {
        listener["connection_balance_config"] = { exact_balance: {} };
      }
      area = await startArea(run, "workers", { bootstrap, concurrency: 2 });
      first = await connectClient(area.envoy.url);
      second = await connectClient(area.envoy.url);
    });

    afterAll(async () => {
      await first?.stop();
      await second?.stop();
      await area?.stop();
    });

    async function ask(client: Client, path: string): Promise<string> {
      return (await client.ask(path)).body;
    }

    test("count together without losing one", async () => {
      const count = (client: Client) => Array.from({ length: 200 }, () => ask(client, "/count"));
      const sums = await Promise.all([...count(first), ...count(second)]);
      // Each sum was given once
      expect(new Set(sums).size).toBe(400);
      expect(await ask(first, "/counted")).toBe("400");
      expect(await ask(second, "/counted")).toBe("400");
      expect(await Promise.all([ask(first, "/served"), ask(second, "/served")])).toEqual(["200", "200"]);
    });

    test("update a value together", async () => {
      const update = (client: Client) => Array.from({ length: 20 }, () => ask(client, "/update"));
      const answers = await Promise.all([...update(first), ...update(second)]);
      expect(answers.filter((answer) => !answer.startsWith("0 "))).toEqual([]);
      // An answer is read after its own update, and may have others in it; the last one has them all
      expect(Math.max(...answers.map((answer) => answer.length))).toBe("0 ".length + 40);
    });

    test("write a value only where no other has written it since", async () => {
      expect(await ask(first, "/read")).toBe("1 ");
      expect(await ask(second, "/force")).toBe("0");
      expect(await ask(first, "/write")).toBe("8");
      expect(await ask(first, "/read")).toBe("0 forced");
      expect(await ask(first, "/write")).toBe("0");
      expect(await ask(second, "/read")).toBe("0 written");
    });

    test("have one leader, until it resigns", async () => {
      const leaders = await Promise.all([ask(first, "/lead"), ask(second, "/lead")]);
      expect([...leaders].sort()).toEqual(["false", "true"]);
      const [leader, other] = leaders[0] === "true" ? [first, second] : [second, first];
      expect(await ask(leader, "/lead")).toBe("true");
      expect(await ask(other, "/lead")).toBe("false");
      // Only the leader can resign
      await ask(other, "/resign");
      expect(await ask(other, "/lead")).toBe("false");
      await ask(leader, "/resign");
      expect(await ask(other, "/lead")).toBe("true");
      expect(await ask(leader, "/lead")).toBe("false");
    });

    test("have another leader when the first does not ask any more", async () => {
      expect(await ask(first, "/lead-shortly")).toBe("true");
      // Longer than the lease
      await sleep(40);
      expect(await ask(second, "/lead-shortly")).toBe("true");
    });
  });
}
