// Runs one benchmark by name and prints its report as text, or as one JSON document with --json.
import { processContext } from "../core/index.ts";
import type { Report } from "./report.ts";
import { showReport } from "./report.ts";

const ctx = processContext();

/** Loaded when it runs: one needs the compiler, others an Envoy. */
const benchmarks: Record<string, () => Promise<Report>> = {
  build: async () => (await import("./build.ts")).benchBuild(),
  sdk: async () => (await import("./sdk/headers.ts")).benchSdk(ctx),
  "sdk-body": async () => (await import("./sdk/body.ts")).benchSdkBody(ctx),
  "sdk-streams": async () => (await import("./sdk/streams.ts")).benchSdkStreams(ctx),
  "sdk-wasm": async () => (await import("./sdk/wasm.ts")).benchSdkWasm(ctx),
  host: async () => (await import("./host.ts")).benchHost(ctx),
  soak: async () => (await import("./soak.ts")).benchSoak(ctx),
  registry: async () => (await import("./registry/registry.ts")).benchRegistry(),
  crypto: async () => (await import("./crypto/crypto.ts")).benchCrypto(ctx),
};

const names = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
const benchmark = benchmarks[names[0] ?? ""];
if (benchmark) {
  const report = await benchmark();
  process.stdout.write(process.argv.includes("--json") ? `${JSON.stringify(report)}\n` : showReport(report));
} else {
  process.stderr.write(`usage: npm run bench -- NAME [--json]\nbenchmarks: ${Object.keys(benchmarks).join(", ")}\n`);
  process.exitCode = 2;
}
