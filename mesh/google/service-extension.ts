import { MeshWasmError } from "../../core/index.ts";
import type { Manifest, ManifestDocument } from "../manifest.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { googleWasmPlugin } from "./google-wasm-plugin.ts";

/** What of a request or response a load balancer shows to a plugin. */
export type GoogleEvent = "REQUEST_HEADERS" | "REQUEST_BODY" | "RESPONSE_HEADERS" | "RESPONSE_BODY";

/** Where in Google Cloud a plugin runs. */
export interface GoogleOptions {
  /** Id of the project. */
  project: string;
  /** `global`, or the region of the load balancer. Default `global`. */
  location?: string;
  /** The load balancer's forwarding rules: `projects/shop/global/forwardingRules/front`. */
  forwardingRules: readonly string[];
  /** `traffic` changes requests and responses once their backend is chosen, `route` decides over the backend. Default `traffic`. */
  extension?: "traffic" | "route";
  /** Default `EXTERNAL_MANAGED`. */
  loadBalancingScheme?: "EXTERNAL_MANAGED" | "INTERNAL_MANAGED";
  /** Requests that meet the plugin, in CEL. Default: all. */
  match?: string;
  /** Default: headers and bodies for `traffic`, headers of requests for `route`. */
  events?: readonly GoogleEvent[];
}

const extensions = {
  traffic: {
    collection: "lbTrafficExtensions",
    command: "lb-traffic-extensions",
    events: ["REQUEST_HEADERS", "REQUEST_BODY", "RESPONSE_HEADERS", "RESPONSE_BODY"],
  },
  route: { collection: "lbRouteExtensions", command: "lb-route-extensions", events: ["REQUEST_HEADERS"] },
} as const;

const everyRequest = 'request.path.startsWith("/")';

/**
 * Service Extensions of Google Cloud's load balancers: the `WasmPlugin` with the module, and the `LbTrafficExtension` or
 * `LbRouteExtension` that runs it.
 *
 * @throws MeshWasmError MW0901 for what a load balancer cannot do, MW0904 for a name that Google Cloud would refuse
 * @example
 * const rule = "projects/shop/global/forwardingRules/front";
 * const { documents } = serviceExtension(plugin, { project: "shop", forwardingRules: [rule] });
 * documents[1].name; // "projects/shop/locations/global/lbTrafficExtensions/canary"
 */
export function serviceExtension(plugin: MeshPlugin, options: GoogleOptions): Manifest {
  const { project, location = "global", extension = "traffic" } = options;
  const parent = `projects/${project}/locations/${location}`;
  const wasmPlugin = googleWasmPlugin(plugin, parent);
  const { command } = extensions[extension];
  const files = ["wasm-plugin.yaml", `${extension}-extension.yaml`];
  const at = `--project=${project} --location=${location}`;
  return {
    documents: [wasmPlugin.document, extensionOf(plugin, options, parent)],
    files,
    notes: [
      `gcloud imports no WasmPlugin, but makes the one of ${files[0]}: gcloud service-extensions wasm-plugins create ${plugin.name} ${at} ${wasmPlugin.flags}`,
      `Then: gcloud service-extensions ${command} import ${plugin.name} ${at} --source=${files[1]}`,
      "A version never changes: another module or configuration gets another name, and `wasm-plugins update` takes the same flags.",
      "A load balancer has one plugin per module: push a module that registers this one alone.",
      "It gives plugins no timers, metrics of their own, shared data, queues or calls to others.",
    ],
  };
}

function extensionOf(plugin: MeshPlugin, options: GoogleOptions, parent: string): ManifestDocument {
  const { extension = "traffic", loadBalancingScheme = "EXTERNAL_MANAGED", match = everyRequest } = options;
  if (options.forwardingRules.length === 0) {
    throw new MeshWasmError("MW0901", "an extension of a load balancer needs a forwarding rule", {
      hint: "name one, such as projects/shop/global/forwardingRules/front",
    });
  }
  const { name } = plugin;
  const { collection, events } = extensions[extension];
  return withoutUndefined({
    name: `${parent}/${collection}/${name}`,
    labels: plugin.labels,
    forwardingRules: options.forwardingRules,
    loadBalancingScheme,
    extensionChains: [
      {
        name,
        matchCondition: { celExpression: match },
        extensions: [
          {
            name,
            service: `${parent}/wasmPlugins/${name}`,
            failOpen: plugin.failStrategy === "open",
            supportedEvents: options.events ?? events,
          },
        ],
      },
    ],
  });
}
