import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { ownedEnvoy, processesNaming, startOwner } from "../fixtures/owner.ts";
import { contextIn, temporaryFolder } from "../fixtures/test-context.ts";
import { spawnSupervised } from "./supervised.ts";

/** Sends a signal to a process, or to it and all of its children as a terminal does. */
function send(child: ChildProcess, signal: NodeJS.Signals, group: boolean): void {
  const id = child.pid ?? 0;
  process.kill(group ? -id : id, signal);
}

/** Waits until no process names the folder. The guard, too, names it, and ends last. */
async function nobodyNames(folder: string): Promise<void> {
  while (processesNaming(folder).length > 0) await sleep(20);
}

describe.runIf(process.platform === "linux")("no Envoy outlives its owner, and no run directory is left, after", () => {
  test.each(["exit", "throw", "reject"])("%s", async (end) => {
    const folder = await temporaryFolder();
    const owner = startOwner(folder, "envoy", end);
    const { runDirectory } = await ownedEnvoy(owner);
    await once(owner, "exit");
    await nobodyNames(runDirectory);
    expect(existsSync(runDirectory)).toBe(false);
  });

  test.each([
    ["SIGINT", false],
    ["SIGTERM", false],
    ["SIGHUP", false],
    ["SIGKILL", false],
    ["SIGINT", true],
    ["SIGTERM", true],
    ["SIGHUP", true],
  ] as const)("%s (to the whole group: %s)", async (signal, group) => {
    const folder = await temporaryFolder();
    const owner = startOwner(folder, "envoy", "wait");
    const { runDirectory, url } = await ownedEnvoy(owner);
    expect((await fetch(url)).status).toBe(200);
    expect(processesNaming(runDirectory).some((words) => words.includes("envoy -c"))).toBe(true);
    send(owner, signal, group);
    expect(await once(owner, "exit")).toEqual([null, signal]);
    await nobodyNames(runDirectory);
    expect(existsSync(runDirectory)).toBe(false);
  });

  test("SIGKILL while Envoy starts", async () => {
    const folder = await temporaryFolder();
    const owner = startOwner(folder, "envoy", "wait");
    while (!processesNaming(folder).some((words) => words.includes("envoy -c"))) await sleep(1);
    send(owner, "SIGKILL", false);
    await once(owner, "exit");
    await nobodyNames(folder);
    expect(readdirSync(`${folder}/runs`)).toEqual([]);
  });
});

test("the library handles no signal of its host program", async () => {
  const folder = await temporaryFolder();
  const owner = startOwner(folder, "envoy", "wait");
  expect((await ownedEnvoy(owner)).handlers).toBe(0);
});

describe("a supervised program", () => {
  test("is the direct child: its status and signals are its own", async () => {
    const ctx = contextIn("");
    const { child } = spawnSupervised(ctx, "", "/bin/sh", ["-c", "exit 7"]);
    expect(await once(child, "exit")).toEqual([7, null]);
    const { child: killed } = spawnSupervised(ctx, "", "/bin/sh", ["-c", "kill -SEGV $$"]);
    expect(await once(killed, "exit")).toEqual([null, "SIGSEGV"]);
  });

  test("gets its words as they are", async () => {
    const words = ["a b", "$HOME", "'\"", "*", "", "-n"];
    const { child, stdout } = spawnSupervised(contextIn(""), "", "printf", ["[%s]", ...words]);
    const chunks: Buffer[] = [];
    stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    await once(child, "close");
    expect(Buffer.concat(chunks).toString()).toBe(words.map((word) => `[${word}]`).join(""));
  });

  test("takes its guard along when it ends", async () => {
    const marker = `guard-${process.pid}-${Date.now()}`;
    const { child } = spawnSupervised(contextIn(""), marker, "true", []);
    await once(child, "exit");
    while (processesNaming(marker).length > 0) await sleep(5);
  });

  test("is killed when it does not end by itself", async () => {
    const folder = await temporaryFolder();
    const stubborn = fileURLToPath(new URL("../fixtures/stubborn.mjs", import.meta.url));
    const owner = spawn("node", [stubborn, folder], { stdio: ["ignore", "pipe", "inherit"] });
    await once(owner.stdout, "data");
    owner.kill("SIGKILL");
    while (processesNaming(folder).length > 0) await sleep(20);
  });
});
