import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { docker } from "../fixtures/docker-available.ts";
import { ownedEnvoy, processesNaming, startOwner } from "../fixtures/owner.ts";
import { contextIn, temporaryFolder } from "../fixtures/test-context.ts";
import { startEnvoy } from "../start-envoy.ts";

describe.runIf(docker)("Envoy in Docker", () => {
  /** The containers of a run. */
  async function containersOf(runDirectory: string): Promise<string[]> {
    const filters = { label: [`mesh-wasm.run=${basename(runDirectory)}`] };
    const found = (await docker?.client.container.dockerode.listContainers({ all: true, filters })) ?? [];
    return found.map((container) => container.Id);
  }

  test("runs from an image of our own Dockerfile with the contract of Envoy's distroless image", async () => {
    const folder = await temporaryFolder();
    await using envoy = await startEnvoy({ engine: "docker", plugins: [] }, contextIn(folder));
    const [id = ""] = await containersOf(envoy.runDirectory);
    const container = await docker?.client.container.dockerode.getContainer(id).inspect();
    const image = process.env["MESH_WASM_ENVOY_IMAGE"] ?? `mesh-wasm/envoy:${envoy.version}`;
    expect(container?.Config).toMatchObject({
      Image: image,
      User: "65532:65532",
      Entrypoint: ["/usr/local/bin/envoy"],
    });
    const bindings = Object.values(container?.HostConfig.PortBindings as Record<string, { HostIp: string }[]>).flat();
    expect(new Set(bindings.map((binding) => binding.HostIp))).toEqual(new Set(["127.0.0.1"]));
  });

  test("leaves no container when it is stopped", async () => {
    const folder = await temporaryFolder();
    const envoy = await startEnvoy({ engine: "docker", plugins: [] }, contextIn(folder));
    expect(await containersOf(envoy.runDirectory)).toHaveLength(1);
    await envoy.stop();
    expect(await containersOf(envoy.runDirectory)).toEqual([]);
    while (processesNaming(envoy.runDirectory).length > 0) await sleep(20);
  });

  test("runs from the image that MESH_WASM_ENVOY_IMAGE names", async () => {
    const folder = await temporaryFolder();
    const { env, ...rest } = contextIn(folder);
    await using plain = await startEnvoy({ engine: "docker", plugins: [] }, { env, ...rest });
    const [plainId = ""] = await containersOf(plain.runDirectory);
    const { Config } = (await docker?.client.container.dockerode.getContainer(plainId).inspect()) ?? {};
    const named = `mesh-wasm-test/named:${basename(folder)}`.toLowerCase();
    const [repo = "", tag = ""] = named.split(":");
    await docker?.client.container.dockerode.getImage(Config?.Image ?? "").tag({ repo, tag });
    const ctx = { ...rest, env: { ...env, MESH_WASM_ENVOY_IMAGE: named } };
    const envoy = await startEnvoy({ engine: "docker", plugins: [] }, ctx);
    const [id = ""] = await containersOf(envoy.runDirectory);
    const container = await docker?.client.container.dockerode.getContainer(id).inspect();
    await envoy.stop();
    await docker?.client.container.dockerode.getImage(named).remove();
    expect(container?.Config.Image).toBe(named);
  });

  test("names the image that it cannot get", async () => {
    const folder = await temporaryFolder();
    const { env, ...rest } = contextIn(folder);
    const ctx = { ...rest, env: { ...env, MESH_WASM_ENVOY_IMAGE: "localhost:1/no/such:image" } };
    await expect(startEnvoy({ engine: "docker", plugins: [] }, ctx)).rejects.toMatchObject({
      code: "MW0603",
      message: expect.stringContaining("localhost:1/no/such:image"),
    });
    expect(await readdir(join(folder, "runs"))).toEqual([]);
  });

  test("tells what Envoy says about its command line", async () => {
    const folder = await temporaryFolder();
    const args = ["--no-such-word"];
    await expect(startEnvoy({ engine: "docker", plugins: [], args }, contextIn(folder))).rejects.toMatchObject({
      code: "MW0520",
      details: ["--no-such-word -- Couldn't find match for argument"],
    });
  });

  describe.runIf(process.platform === "linux")("leaves no container and no run directory after", () => {
    test.each([
      ["exit", undefined],
      ["throw", undefined],
      ["wait", "SIGINT"],
      ["wait", "SIGTERM"],
      ["wait", "SIGKILL"],
    ] as const)("%s %s", async (end, signal) => {
      const folder = await temporaryFolder();
      const owner = startOwner(folder, "docker", end);
      const { runDirectory } = await ownedEnvoy(owner);
      expect(await containersOf(runDirectory)).toHaveLength(1);
      if (signal) process.kill(-(owner.pid ?? 0), signal);
      await once(owner, "exit");
      while (processesNaming(runDirectory).length > 0) await sleep(50);
      expect(await containersOf(runDirectory)).toEqual([]);
      expect(existsSync(runDirectory)).toBe(false);
    });

    test("SIGKILL while the container is being made", async () => {
      const folder = await temporaryFolder();
      const owner = startOwner(folder, "docker", "wait");
      // The watchdog is there before the container.
      while (!processesNaming(folder).some((words) => words.includes("watchdog.mjs"))) await sleep(1);
      const [run = ""] = await readdir(join(folder, "runs"));
      process.kill(-(owner.pid ?? 0), "SIGKILL");
      await once(owner, "exit");
      while (processesNaming(folder).length > 0) await sleep(50);
      expect(await containersOf(run)).toEqual([]);
      expect(await readdir(join(folder, "runs"))).toEqual([]);
    });
  });
});
