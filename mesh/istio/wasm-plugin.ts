import { MeshWasmError } from "../../core/index.ts";
import { metadataOf } from "../kubernetes/metadata.ts";
import type { Manifest, ManifestDocument } from "../manifest.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import { refuseFields } from "../refused-fields.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { hasFeature, requireFeature } from "./istio-version.ts";
import { refuseTwoBindings } from "./refuse-two-bindings.ts";
import { beyondWasmPlugin, modes, phases, strategies } from "./words.ts";

/** What Istio's manifests depend on. */
export interface IstioOptions {
  /** Version of Istio, such as `1.27`. Without one the manifest is for every version that has the fields. */
  version?: string;
}

/**
 * Istio's `WasmPlugin`, and for 1.30 and later `TrafficExtension`, which takes its place there.
 *
 * @throws MeshWasmError MW0901 for what neither has, MW0903 for what came later than the version
 * @example
 * wasmPlugin(plugin, { version: "1.27" }).documents[0].kind; // "WasmPlugin"
 */
export function wasmPlugin(plugin: MeshPlugin, { version }: IstioOptions = {}): Manifest {
  refuseFields("WasmPlugin", plugin, beyondWasmPlugin, "use the target istio-envoyfilter");
  refuseTwoBindings(plugin);
  checkVersion(plugin, version);
  const isExtension = version !== undefined && hasFeature(version, "TrafficExtension");
  const [placement, wasm] = [placementOf(plugin), wasmOf(plugin)];
  const document: ManifestDocument = {
    apiVersion: "extensions.istio.io/v1alpha1",
    kind: isExtension ? "TrafficExtension" : "WasmPlugin",
    metadata: metadataOf(plugin),
    spec: isExtension ? { ...placement, wasm } : { ...placement, ...wasm },
  };
  return { documents: [document], notes: notesOf(plugin, version) };
}

function checkVersion(plugin: MeshPlugin, version: string | undefined): void {
  requireFeature(version, "WasmPlugin");
  if (plugin.environment || plugin.hostEnvironment) requireFeature(version, "vmConfig.env");
  if (plugin.direction || plugin.ports) requireFeature(version, "match");
  if (plugin.failStrategy === "reload") requireFeature(version, "failStrategy FAIL_RELOAD");
  if (plugin.failStrategy === "open") requireFeature(version, "failStrategy");
  if (plugin.type === "network") requireFeature(version, "type NETWORK");
  if (plugin.targetRefs) requireFeature(version, "targetRefs");
}

function placementOf(plugin: MeshPlugin): ManifestDocument {
  const { selector, targetRefs, phase, priority, direction, ports } = plugin;
  const match = withoutUndefined({
    mode: direction && modes[direction],
    ports: ports?.map((number) => ({ number })),
  });
  return withoutUndefined({
    selector: selector && { matchLabels: selector },
    targetRefs,
    phase: phase && phases[phase],
    priority,
    match: Object.keys(match).length > 0 ? [match] : undefined,
  });
}

function wasmOf(plugin: MeshPlugin): ManifestDocument {
  const env = environmentOf(plugin);
  return withoutUndefined({
    ...sourceOf(plugin),
    pluginName: plugin.rootId,
    pluginConfig: pluginConfigOf(plugin),
    failStrategy: strategies[plugin.failStrategy],
    type: plugin.type === "network" ? "NETWORK" : undefined,
    vmConfig: env.length > 0 ? { env } : undefined,
  });
}

function sourceOf({ source }: MeshPlugin): ManifestDocument {
  if (source.kind === "file") return { url: `file://${source.path}` };
  if (source.kind === "http") return { url: source.url, sha256: source.sha256 };
  // For an image Istio compares with the digest of the manifest, not with that of the module
  return withoutUndefined({
    url: `oci://${source.repository}@${source.digest}`,
    imagePullPolicy: source.pullPolicy,
    imagePullSecret: source.pullSecret,
  });
}

/** A struct in Istio's API, so that nothing but an object has a place there. */
function pluginConfigOf({ configuration }: MeshPlugin): unknown {
  const isObject = typeof configuration === "object" && configuration !== null && !Array.isArray(configuration);
  if (configuration === undefined || isObject) return configuration;
  throw new MeshWasmError("MW0901", "the plugin configuration is no object, and `pluginConfig` takes nothing else", {
    hint: "use the target istio-envoyfilter, or an object in the configuration",
  });
}

function environmentOf({ environment = {}, hostEnvironment = [] }: MeshPlugin): ManifestDocument[] {
  const inline = Object.entries(environment).map(([name, value]) => ({ name, value }));
  return [...inline, ...hostEnvironment.map((name) => ({ name, valueFrom: "HOST" }))];
}

function notesOf(plugin: MeshPlugin, version: string | undefined): string[] {
  const notes: string[] = [];
  // Before, a proxy refuses requests whatever is said
  if (plugin.failStrategy === "close" && !hasFeature(version, "failStrategy")) {
    notes.push("Before Istio 1.19 there is no failStrategy: a plugin that fails always refuses requests.");
  }
  if (plugin.hostEnvironment?.length) {
    notes.push("Variables of the host are those of the proxy's container: set them there.");
  }
  return notes;
}
