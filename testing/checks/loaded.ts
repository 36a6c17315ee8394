import * as v from "valibot";
import type { ClusterPlan, PluginPlan, ProxyPlan } from "../engine.ts";
import { testError } from "../errors/test-error.ts";
import { check } from "./check.ts";
import { choice, text } from "./schemas.ts";

// What a test names has to be among what the filter was loaded with.

/** A cluster that the test plays. @throws MeshWasmError MW0415 */
export function playedCluster({ clusters }: { clusters: readonly ClusterPlan[] }, name: string): ClusterPlan {
  check(text, name, "the name of a cluster");
  const cluster = clusters.find((one) => one.name === name);
  if (!cluster) {
    const names = clusters.map((one) => one.name);
    throw testError("MW0415", `the filter was loaded without a cluster "${name}"`, {
      hint: `${choice(name, names)}, or add it to \`clusters\` of loadFilter`,
    });
  }
  if (cluster.upstream.kind === "scripted") return cluster;
  throw testError("MW0415", `the cluster "${name}" is not played by the test, which sees nothing of it`, {
    hint: "load the filter with an answer or a function for it",
  });
}

/** The plugin of a name; the only one where none is given. @throws MeshWasmError MW0415 */
export function pluginNamed({ plugins }: ProxyPlan, name: string | undefined): PluginPlan {
  check(v.optional(text), name, "the name of a plugin");
  const plugin = name === undefined ? plugins[0] : plugins.find((one) => one.name === name);
  if (plugin && (name !== undefined || plugins.length === 1)) return plugin;
  throw testError("MW0415", name === undefined ? "there are several plugins" : `there is no plugin "${name}"`, {
    hint: choice(
      name,
      plugins.map((one) => one.name),
    ),
  });
}

/** @throws MeshWasmError MW0415 */
export function checkWorker({ workers }: ProxyPlan, worker: number | undefined): void {
  if (worker === undefined || worker < workers) return;
  throw testError("MW0415", `there is no worker ${worker}`, {
    hint: `the filter was loaded with \`workers: ${workers}\``,
  });
}

/** Which kind of traffic the plugins are for. @throws MeshWasmError MW0415 */
export function checkTraffic({ plugins }: ProxyPlan, wanted: "HTTP" | "TCP"): void {
  const isTcp = plugins.some(({ kind }) => kind === "tcp");
  if (isTcp === (wanted === "TCP")) return;
  if (isTcp) {
    throw testError("MW0415", "the filter is one of TCP connections, which no request meets", {
      hint: "open a connection with `connect`",
    });
  }
  throw testError("MW0415", "the filter is none of TCP connections", {
    hint: 'load it with `kind: "tcp"`, or send it a request',
  });
}
