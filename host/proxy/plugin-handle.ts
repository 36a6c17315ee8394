import { MeshWasmError } from "../../core/error.ts";
import type { PluginProperties } from "../attributes/property-context.ts";
import { toText } from "../bytes.ts";
import type { HttpFilter } from "../http/filter-manager.ts";
import type { HttpStream } from "../http/http-stream.ts";
import { DataStatus, HeadersStatus, TrailersStatus } from "../status.ts";
import type { NetworkFilter } from "../tcp/network-filters.ts";
import type { TcpStream } from "../tcp/tcp-stream.ts";
import type { Clusters } from "../upstream/cluster.ts";
import { HttpContext } from "../wasm/http-context.ts";
import { type Plugin, sharesRootContext } from "../wasm/plugin.ts";
import { RootContext } from "../wasm/root-context.ts";
import { TcpContext } from "../wasm/tcp-context.ts";
import { crashAtLoad, EnvoyCrash } from "../wasm/trap.ts";
import type { Wasm } from "../wasm/wasm.ts";
import type { Thread } from "./thread.ts";

/** A plugin on a thread: its root context, and what becomes of streams when its VM has failed. */
export class PluginHandle {
  readonly plugin: Plugin;
  readonly thread: Thread;
  root: RootContext;
  private readonly properties: Omit<PluginProperties, "declared">;
  private readonly clusters: Clusters;
  /** When the VM was last loaded; a failed one is loaded again some time after. */
  private loadedAt = 0;

  /**
   * Starts the plugin on a thread.
   *
   * @throws MeshWasmError MW0525 to MW0527 where the plugin refuses or traps.
   */
  constructor(thread: Thread, plugin: Plugin, properties: Omit<PluginProperties, "declared">, clusters: Clusters) {
    this.thread = thread;
    this.plugin = plugin;
    this.properties = properties;
    this.clusters = clusters;
    this.root = this.load();
  }

  /** The filter for a stream; undefined where it goes on without the plugin. */
  createFilter(stream: HttpStream): HttpFilter | undefined {
    if (this.root.wasm.failed && this.plugin.failurePolicy === "FAIL_RELOAD") this.reload();
    if (!this.root.wasm.failed) return new HttpContext(this.root, stream);
    return this.failsOpen ? undefined : failedFilter(stream);
  }

  /** The filter for a TCP connection; undefined where it goes on without the plugin. */
  createNetworkFilter(stream: TcpStream): NetworkFilter | undefined {
    if (this.root.wasm.failed && this.plugin.failurePolicy === "FAIL_RELOAD") this.reload();
    if (!this.root.wasm.failed) return new TcpContext(this.root, stream);
    return this.failsOpen ? undefined : closingFilter(stream);
  }

  private get failsOpen(): boolean {
    const { failurePolicy } = this.plugin;
    return failurePolicy === "FAIL_OPEN" || failurePolicy === "LEGACY_FAIL_OPEN";
  }

  private load(): RootContext {
    const { thread, plugin } = this;
    const shared = thread.plugins.find(
      (handle) => !handle.root.wasm.failed && sharesRootContext(handle.plugin, plugin, thread.services.envoyMinor),
    );
    if (shared) return shared.root;
    const { wasm, isNew } = thread.vmOf(plugin);
    this.loadedAt = wasm.services.loop.now;
    const root = new RootContext(wasm, plugin, { ...this.properties, declared: new Map() }, this.clusters);
    if (wasm.trap) throw trapped(root);
    const started = root.start();
    if (wasm.trap) throw trapped(root);
    if (!started) throw refused("MW0526", root, isNew ? "when its VM starts" : "when it starts");
    const configured = root.configure();
    if (wasm.trap) throw trapped(root);
    if (!configured) throw refused("MW0525", root, "to its configuration");
    return root;
  }

  private reload(): void {
    const { loop } = this.thread.services;
    if (loop.now - this.loadedAt < this.plugin.reloadBackoff) return;
    this.thread.dropVm(this.root.wasm);
    try {
      this.root = this.load();
    } catch (error) {
      if (!(error instanceof MeshWasmError)) throw error;
    }
  }
}

/** The error for a plugin whose module has trapped while it was loaded or configured. */
export function trapped({ wasm, plugin }: { wasm: Wasm; plugin: Plugin }): MeshWasmError {
  const { callback = "", reason = "", error } = wasm.trap ?? {};
  if (error instanceof EnvoyCrash) return crashAtLoad(plugin, error);
  return new MeshWasmError("MW0527", `the module of plugin "${toText(plugin.name)}" traps in ${callback}: ${reason}`, {
    cause: error,
  });
}

function refused(code: "MW0525" | "MW0526", { plugin }: RootContext, when: string): MeshWasmError {
  return new MeshWasmError(code, `the module of plugin "${toText(plugin.name)}" answers false ${when}`);
}

/** What stands for the network filter of a module that has failed: it closes every connection. */
function closingFilter(stream: TcpStream): NetworkFilter {
  return {
    onNewConnection() {
      stream.loop.post(() => stream.close());
      return "stop";
    },
    onData: () => "stop",
  };
}

/** What stands for the filter of a module that has failed: it answers 503 to everything. */
function failedFilter(stream: HttpStream): HttpFilter {
  let replied = false;
  const decoder = {
    headers() {
      if (!replied) {
        replied = true;
        stream.sendLocalReply({ status: 503, body: "", grpcStatus: 14 }, "wasm_fail_stream");
      }
      return HeadersStatus.StopAllIterationAndWatermark;
    },
    data: () => DataStatus.StopIterationNoBuffer,
    trailers: () => TrailersStatus.StopIteration,
  };
  return { decoder };
}
