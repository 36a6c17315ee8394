import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Context } from "../../core/index.ts";
import { type PluginOptions, startEnvoy } from "../../envoy/index.ts";
import { compile } from "../../module/index.ts";

/** An Envoy with the filter, whose configuration can be replaced. */
export interface SoakProxy extends AsyncDisposable {
  version: string;
  port: number;
  /** Has the filter take the configuration of a version. */
  configure(version: number): Promise<void>;
  /** What can be seen of memory now. */
  sample(): Promise<Memory>;
  /** Lines of the log about Wasm, of which there are none as long as all is well, and what is critical. */
  faults(): string[];
}

/** Memory at some moment. */
export interface Memory {
  /** Linear memory of the VM that serves, in pages of 64 KiB. */
  pages: number;
  /** Memory of Envoy that is not swapped out, in KiB. */
  rss_kib: number;
  /** VMs that live. */
  vms: number;
}

const project = fileURLToPath(new URL("../filters/soak", import.meta.url));
const name = "soak";

/** Compiles the filter and starts an Envoy with one worker. */
export async function startSoakProxy(ctx: Context, upstream: number): Promise<SoakProxy> {
  const folder = await mkdtemp(join(tmpdir(), "mesh-wasm-soak-"));
  const module = join(folder, "soak.wasm");
  const entry = join(project, "assembly/index.ts");
  const { wasm } = await compile({ entry, projectDir: project, name, mode: "release" });
  await writeFile(module, wasm);
  let pid = 0;
  const observed: Context = {
    ...ctx,
    spawn(command, args, options) {
      const child = ctx.spawn(command, args, options);
      pid = child.pid ?? 0; // Envoy is the last program that is started
      return child;
    },
  };
  const url = `http://127.0.0.1:${upstream}`;
  const clusters = ["echo", "helper"].map((cluster) => ({ name: cluster, url }));
  const plugins = [pluginOf(module, 0)];
  const envoy = await startEnvoy({ plugins, clusters, ecds: true, concurrency: 1, logLevel: "warning" }, observed);
  return {
    version: envoy.version,
    port: Number(new URL(envoy.url).port),
    configure: (version) => envoy.replacePlugin(name, pluginOf(module, version)),
    async sample() {
      const stats = await envoy.admin.stats("soak_pages|wasm.*active");
      const active = Object.keys(stats).filter((stat) => /wasm.*active$/.test(stat));
      const vms = active.reduce((sum, stat) => sum + (stats[stat] ?? 0), 0);
      return { pages: stats["wasmcustom.soak_pages"] ?? 0, rss_kib: await residentKib(pid), vms };
    },
    faults: () => envoy.logs.lines().filter((line) => /\]\[(?:wasm|critical)\]/.test(line)),
    async [Symbol.asyncDispose]() {
      await envoy.stop();
      await rm(folder, { recursive: true });
    },
  };
}

function pluginOf(module: string, version: number): PluginOptions {
  const rules = Array.from({ length: 20 }, (_, index) => ({
    prefix: `/rule/${index}`,
    tags: { tag: `rule ${index}` },
  }));
  rules.push({ prefix: "/orders", tags: { tag: `orders ${version}` } });
  return { module, name, configuration: { version, rules } };
}

async function residentKib(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
}
