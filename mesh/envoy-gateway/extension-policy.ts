import { MeshWasmError } from "../../core/index.ts";
import { metadataOf } from "../kubernetes/metadata.ts";
import type { Manifest, ManifestDocument } from "../manifest.ts";
import type { MeshPlugin, TargetRef } from "../mesh-plugin.ts";
import { refuseFields, refuseReload } from "../refused-fields.ts";
import { withoutUndefined } from "../without-undefined.ts";

const group = "gateway.networking.k8s.io";

/** What has requests: in a TCPRoute, TLSRoute or UDPRoute, which the policy takes, too, no HTTP filter ever runs. */
const kinds: readonly string[] = ["Gateway", "ListenerSet", "HTTPRoute", "GRPCRoute"];

/**
 * Envoy Gateway's `EnvoyExtensionPolicy`. The plugin runs in the gateways or routes that it is bound to, right before the router.
 *
 * @throws MeshWasmError MW0901 for what the policy has no field for, and without targets
 * @example
 * const gateway = { group: "gateway.networking.k8s.io", kind: "Gateway", name: "public" };
 * extensionPolicy({ ...plugin, targetRefs: [gateway] }).documents[0].kind; // "EnvoyExtensionPolicy"
 */
export function extensionPolicy(plugin: MeshPlugin): Manifest {
  refuse(plugin);
  const document: ManifestDocument = {
    apiVersion: "gateway.envoyproxy.io/v1alpha1",
    kind: "EnvoyExtensionPolicy",
    metadata: metadataOf(plugin),
    spec: { targetRefs: targetsOf(plugin), wasm: [wasmOf(plugin)] },
  };
  return { documents: [document], notes: notesOf(plugin) };
}

function refuse(plugin: MeshPlugin): void {
  const resource = "EnvoyExtensionPolicy";
  refuseFields(resource, plugin, ["selector"], "name what it is bound to with --target-ref, such as Gateway/public");
  refuseFields(resource, plugin, ["ports"], "bind it to the ListenerSet of the ports with --target-ref");
  refuseFields(resource, plugin, ["phase", "priority"], "the order of filters is that of the EnvoyProxy's filterOrder");
  refuseFields(resource, plugin, ["direction"], "a gateway has one direction: leave it out");
  refuseFields(resource, plugin, ["environment"], "take variables over from the proxy with --host-env");
  refuseFields(
    resource,
    plugin,
    ["vmId", "vmConfiguration", "allowedCapabilities", "allowOnHeadersStopIteration"],
    "patch Envoy's own configuration with an EnvoyPatchPolicy; --target envoy writes the filter for it",
  );
  if (plugin.type === "network") {
    throw new MeshWasmError("MW0901", "EnvoyExtensionPolicy has filters of requests alone, none of connections", {
      hint: "use Istio, Consul or a plain Envoy for a network filter",
    });
  }
  refuseReload("EnvoyExtensionPolicy knows failOpen", plugin);
}

function targetsOf({ targetRefs = [] }: MeshPlugin): readonly TargetRef[] {
  if (targetRefs.length === 0) {
    throw new MeshWasmError("MW0901", "EnvoyExtensionPolicy must be bound to something", {
      hint: "name a gateway or route with --target-ref, such as Gateway/public or HTTPRoute/cart",
    });
  }
  const wrong = targetRefs.find((ref) => ref.group !== group || !kinds.includes(ref.kind));
  if (wrong === undefined) return targetRefs;
  throw new MeshWasmError("MW0901", `EnvoyExtensionPolicy runs no filter of requests in a ${wrong.kind}`, {
    hint: `bind it to one of ${kinds.join(", ")}`,
  });
}

function wasmOf(plugin: MeshPlugin): ManifestDocument {
  return withoutUndefined({
    name: plugin.name,
    rootID: plugin.rootId,
    code: codeOf(plugin),
    config: plugin.configuration,
    failOpen: plugin.failStrategy === "open",
    env: plugin.hostEnvironment?.length ? { hostKeys: plugin.hostEnvironment } : undefined,
  });
}

function codeOf({ source }: MeshPlugin): ManifestDocument {
  if (source.kind === "file") {
    throw new MeshWasmError("MW0901", "Envoy Gateway hands modules to its proxies itself, and reads none beside them", {
      hint: "push the module as an image, or serve it (--url)",
    });
  }
  if (source.kind === "http") return { type: "HTTP", http: { url: source.url, sha256: source.sha256 } };
  return withoutUndefined({
    type: "Image",
    pullPolicy: source.pullPolicy,
    image: withoutUndefined({
      url: `${source.repository}@${source.digest}`,
      // That of the manifest, as for Istio
      sha256: source.digest.replace(/^sha256:/, ""),
      pullSecretRef: source.pullSecret === undefined ? undefined : { kind: "Secret", name: source.pullSecret },
    }),
  });
}

function notesOf(plugin: MeshPlugin): string[] {
  if (!plugin.hostEnvironment?.length) return [];
  return ["Variables of the host are those of the proxy's container: set them in its EnvoyProxy."];
}
