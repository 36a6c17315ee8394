import type { HttpFilter } from "../http/filter-manager.ts";
import type { StreamFilter } from "../http/filter-side.ts";
import type { HttpStream } from "../http/http-stream.ts";
import { DataStatus, HeadersStatus, TrailersStatus } from "../status.ts";
import type { NetworkFilter } from "../tcp/network-filters.ts";
import type { TcpStream } from "../tcp/tcp-stream.ts";
import { HttpContext } from "../wasm/http-context.ts";
import { logPrefix, type Plugin, sharesRootContext } from "../wasm/plugin.ts";
import { RootContext } from "../wasm/root-context.ts";
import { TcpContext } from "../wasm/tcp-context.ts";
import type { BaseVm, OwnProperties } from "./base-vm.ts";
import { type StartFailure, startPlugin } from "./start-plugin.ts";
import type { Thread } from "./thread.ts";

/** A plugin on a thread: its root context, and what becomes of streams when its VM has failed. */
export class PluginHandle {
  readonly plugin: Plugin;
  readonly base: BaseVm;
  /** Undefined where the plugin has not started here: streams go on without it, whatever its failure policy. */
  root: RootContext | undefined;
  private readonly thread: Thread;
  private readonly properties: OwnProperties;
  /** When it was last tried to load the VM; one that fails is loaded again some time after. */
  private loadedAt: number;
  /** The VM had failed before the plugin was ready, which Envoy does not notice: it never loads this one again. */
  private readonly failedAtStart: boolean;

  /** Starts the plugin on a thread. One that refuses is said to in the log, as its trial has succeeded. */
  constructor(thread: Thread, plugin: Plugin, base: BaseVm, properties: OwnProperties) {
    this.thread = thread;
    this.plugin = plugin;
    this.base = base;
    this.properties = properties;
    this.loadedAt = thread.services.loop.now;
    this.root = this.load();
    this.failedAtStart = this.root?.wasm.failed ?? false;
  }

  /** The filter for a stream; undefined where it goes on without the plugin. */
  createFilter(stream: HttpStream): HttpFilter | undefined {
    const root = this.latestRoot();
    if (!root) return undefined;
    if (!root.wasm.failed) return new HttpContext(root, stream);
    return this.failsOpen ? undefined : failedFilter(stream);
  }

  /** The filter for a TCP connection; undefined where it goes on without the plugin. */
  createNetworkFilter(stream: TcpStream): NetworkFilter | undefined {
    const root = this.latestRoot();
    if (!root) return undefined;
    if (!root.wasm.failed) return new TcpContext(root, stream);
    return this.failsOpen ? undefined : closingFilter(stream);
  }

  /** Writes the access log of a stream, as an access logger. */
  logAccess(stream: HttpStream): void {
    this.latestRoot()?.logStream(stream);
  }

  private get failsOpen(): boolean {
    const { failurePolicy } = this.plugin;
    return failurePolicy === "FAIL_OPEN" || failurePolicy === "LEGACY_FAIL_OPEN";
  }

  /** The root context, loaded again where the policy says so and it is time for it. */
  private latestRoot(): RootContext | undefined {
    if (this.root?.wasm.failed && this.plugin.failurePolicy === "FAIL_RELOAD") this.reload();
    return this.root;
  }

  private reload(): void {
    const { now } = this.thread.services.loop;
    if (now - this.loadedAt < this.plugin.reloadBackoff) return;
    this.loadedAt = now;
    const root = this.load();
    if (root && !root.wasm.failed) this.root = root;
  }

  private load(): RootContext | undefined {
    const { thread, plugin } = this;
    const { envoyMinor } = thread.services;
    const shared = thread.plugins.find(
      (handle) => handle.isThere && sharesRootContext(handle.plugin, plugin, envoyMinor),
    );
    if (shared) {
      shared.root?.share();
      return shared.root;
    }
    const wasm = thread.vmOf(plugin);
    if (wasm.failed) return this.refuse("start", "Failed to initialize Wasm code");
    const root = new RootContext(wasm, plugin, { ...this.properties, declared: new Map() }, thread.clusters);
    const failure = startPlugin(root);
    if (!failure) {
      wasm.plugins.take();
      return root;
    }
    this.refuse(failure, failures[failure]);
    wasm.plugins.refuse(root);
    return undefined;
  }

  /** Whether another plugin with the same settings gets this one's root context. */
  private get isThere(): boolean {
    return this.root !== undefined && (!this.root.wasm.failed || this.failedAtStart);
  }

  private refuse(failure: StartFailure, message: string): undefined {
    this.base.fail(failure);
    const { services, name } = this.thread;
    services.log({
      level: "error",
      message: `Wasm VM failed ${message}`,
      thread: name,
      plugin: logPrefix(this.plugin),
      byPlugin: false,
    });
  }
}

/** In Envoy's words. */
const failures: Readonly<Record<StartFailure, string>> = {
  start: "Failed to start thread-local Wasm",
  configure: "Failed to configure thread-local Wasm plugin",
};

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

/** Responses pass it by. */
const passing: StreamFilter = {
  headers: () => HeadersStatus.Continue,
  data: () => DataStatus.Continue,
  trailers: () => TrailersStatus.Continue,
};

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
  return { decoder, encoder: passing };
}
