import { createHash } from "node:crypto";
import { MeshWasmError } from "../../core/index.ts";
import { configurationText } from "../configuration-text.ts";
import type { ManifestDocument } from "../manifest.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import type { ImageSource } from "../module-source.ts";
import { refuseFields, refuseReload } from "../refused-fields.ts";
import { withoutUndefined } from "../without-undefined.ts";

/** RFC 1034, as Google Cloud wants it of extensions. */
const names = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const artifactRegistry = /^[a-z0-9-]+-docker\.pkg\.dev\//;

/** A `WasmPlugin` of Google Cloud, and the flags with which gcloud makes it. */
export interface GoogleWasmPlugin {
  document: ManifestDocument;
  flags: string;
}

/**
 * The plugin as Google Cloud's Network Services have it.
 *
 * @param parent `projects/PROJECT/locations/LOCATION`
 * @throws MeshWasmError MW0901 for what a load balancer cannot do, MW0904 for a wrong name
 */
export function googleWasmPlugin(plugin: MeshPlugin, parent: string): GoogleWasmPlugin {
  refuse(plugin);
  const { repository, digest } = imageOf(plugin);
  const image = `${repository}@${digest}`;
  const text = plugin.configuration === undefined ? undefined : configurationText(plugin.configuration);
  // A version of a name never changes, so what is in it makes its name
  const version = `v-${createHash("sha256")
    .update(JSON.stringify([image, text]))
    .digest("hex")
    .slice(0, 12)}`;
  const document = withoutUndefined({
    name: `${parent}/wasmPlugins/${plugin.name}`,
    labels: plugin.labels,
    mainVersionId: version,
    versions: {
      [version]: withoutUndefined({
        imageUri: image,
        pluginConfigData: text === undefined ? undefined : Buffer.from(text).toString("base64"),
      }),
    },
  });
  const config = text === undefined ? "" : ` --plugin-config=${inShell(text)}`;
  return { document, flags: `--image=${image} --main-version=${version}${config}` };
}

function inShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function refuse(plugin: MeshPlugin): void {
  const resource = "WasmPlugin of Google Cloud";
  refuseFields(
    resource,
    plugin,
    ["selector", "targetRefs", "ports", "namespace"],
    "the forwarding rules say which traffic meets it",
  );
  refuseFields(resource, plugin, ["phase", "priority", "direction"], "choose a traffic or a route extension");
  refuseFields(resource, plugin, ["annotations"], "use labels");
  refuseFields(
    resource,
    plugin,
    ["vmId", "vmConfiguration", "environment", "hostEnvironment", "allowedCapabilities", "allowOnHeadersStopIteration"],
    "put what the plugin must know into its configuration",
  );
  if (plugin.type === "network") {
    throw new MeshWasmError("MW0901", "load balancers of Google Cloud run filters of requests alone", {
      hint: "use Istio, Consul or a plain Envoy for a network filter",
    });
  }
  refuseReload("Google Cloud knows failOpen", plugin);
  if (names.test(plugin.name)) return;
  throw new MeshWasmError("MW0904", `"${plugin.name}" cannot be the name of a plugin of Google Cloud`, {
    hint: "lower-case letters, digits and dashes, beginning with a letter and not ending with a dash",
  });
}

function imageOf({ source }: MeshPlugin): ImageSource {
  if (source.kind === "image" && artifactRegistry.test(source.repository)) return source;
  const copy = "us-docker.pkg.dev/PROJECT/REPOSITORY/NAME:TAG";
  throw new MeshWasmError("MW0901", "Google Cloud takes modules out of images in its Artifact Registry alone", {
    hint:
      source.kind === "image"
        ? `copy it: mesh-wasm copy ${source.repository}@${source.digest} ${copy}`
        : `push it: mesh-wasm push ${copy} MODULE`,
  });
}
