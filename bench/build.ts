import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CompileOptions, type CompileResult, createCompiler } from "../module/index.ts";
import type { Report } from "./report.ts";

const blank = fileURLToPath(new URL("../templates/blank/assembly", import.meta.url));
const rounds = 3;

/**
 * The blank template in release mode: the first build of a compiler just started against later builds in the same worker,
 * each after an edit, as `mesh-wasm build --watch` has them. Best of the rounds, each with a fresh worker.
 */
export async function benchBuild(): Promise<Report> {
  const projectDir = await mkdtemp(join(tmpdir(), "mesh-wasm-bench-"));
  try {
    await cp(blank, join(projectDir, "assembly"), { recursive: true });
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round++) measured.push(await measureRound(projectDir));
    const first = Math.min(...measured.map((round) => round.firstMs));
    const again = Math.min(...measured.map((round) => round.againMs));
    return {
      name: "build",
      rounds,
      results: [
        { case: "blank, first build", ms: first, bytes: measured[0]?.bytes ?? 0 },
        { case: "blank, second build", ms: again, over_first: again / first },
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
  await using compiler = createCompiler();
  const { wasm } = await compiler.compile(options);
  const firstMs = performance.now() - started;
  await writeFile(entry, `${await readFile(entry, "utf8")}// edited\n`);
  const restarted = performance.now();
  const second: CompileResult = await compiler.compile(options);
  const againMs = performance.now() - restarted;
  if (second.wasm.length !== wasm.length) throw new Error("a comment changed the module's size");
  return { firstMs, againMs, bytes: wasm.length };
}
