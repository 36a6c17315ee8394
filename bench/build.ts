import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type CompileOptions, createCompiler } from "../module/index.ts";
import type { Report } from "./report.ts";

const blank = fileURLToPath(new URL("../templates/blank/assembly", import.meta.url));
const rounds = 3;

/**
 * Between a build and the next save, in times of the first build: four seconds, a quick typist's, where that takes one and a
 * half. The worker warms itself meanwhile, for as much longer as the machine is slower.
 */
const pause = 2.7;

/**
 * The blank template in release mode as `mesh-wasm build --watch` builds it: the first build of a worker just started, and
 * the second one, a pause and an edit later. Each round has a fresh worker; of the ratios of the rounds the median
 * counts.
 */
export async function benchBuild(): Promise<Report> {
  const projectDir = await mkdtemp(join(tmpdir(), "mesh-wasm-bench-"));
  try {
    await cp(blank, join(projectDir, "assembly"), { recursive: true });
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round++) measured.push(await measureRound(projectDir));
    measured.sort((a, b) => a.againMs / a.firstMs - b.againMs / b.firstMs);
    const { firstMs, againMs, bytes } = measured[Math.floor(rounds / 2)] ?? { firstMs: 0, againMs: 0, bytes: 0 };
    return {
      name: "build",
      rounds,
      results: [
        { case: "blank, first build", ms: firstMs, bytes },
        { case: "blank, second build", ms: againMs, over_first: againMs / firstMs },
      ],
    };
  } finally {
    await rm(projectDir, { recursive: true });
  }
}

interface Round {
  firstMs: number;
  againMs: number;
  /** Size of the module, with names. */
  bytes: number;
}

async function measureRound(projectDir: string): Promise<Round> {
  const entry = join(projectDir, "assembly/index.ts");
  const options: CompileOptions = { entry, projectDir, name: "blank", mode: "release" };
  const started = performance.now();
  await using compiler = createCompiler({ keepWarm: true });
  const { wasm } = await compiler.compile(options);
  const firstMs = performance.now() - started;
  await sleep(pause * firstMs);
  await writeFile(entry, `${await readFile(entry, "utf8")}// edited\n`);
  const restarted = performance.now();
  const second = await compiler.compile(options);
  const againMs = performance.now() - restarted;
  if (second.wasm.length !== wasm.length) throw new Error("a comment changed the module's size");
  return { firstMs, againMs, bytes: wasm.length };
}
