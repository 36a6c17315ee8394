import type { CatalogueEntry } from "./entry.ts";

/** Errors about manifests and control planes. */
export const meshErrors = {
  MW0901: {
    title: "The target cannot do this",
    cause: "What was asked for has no counterpart in the resource of this control plane, or not beside another option.",
    fix: "Leave the option out, or choose a target that has it: see the table in docs/mesh.md.",
    exitCode: 2,
  },
  MW0902: {
    title: "What happens while the filter cannot run is not said",
    cause:
      "The filter can answer requests itself, or runs where requests are authenticated or authorized: letting requests through without it may be as wrong as refusing all of them.",
    fix: "Choose with --fail-strategy close (refuse requests) or --fail-strategy open (let them through).",
    exitCode: 2,
  },
  MW0903: {
    title: "The version of the control plane is too old",
    cause: "The field came with a later version, and an older one refuses it or, worse, ignores it.",
    fix: "Leave the option out, or update the control plane.",
    exitCode: 2,
  },
  MW0904: {
    title: "A name or value has not the form that the control plane wants",
    cause: "Kubernetes and Consul refuse resources whose names, labels, ports or digests are not in their form.",
    fix: "Write it as the message says.",
    exitCode: 2,
  },
  MW0905: {
    title: "The module has no such plugin",
    cause: "No plugin is registered under this root id in the module, or there are several and none was named.",
    fix: "Choose with --root-id; `mesh-wasm inspect IMAGE` lists them.",
    exitCode: 2,
  },
  MW0906: {
    title: "The module cannot be fetched from the web server",
    cause: "A module that proxies fetch by HTTP is pinned by its SHA-256, for which it has to be read once.",
    fix: "Check the address; --module FILE names the module where the server cannot be reached from here.",
    exitCode: 4,
  },
  MW0920: {
    title: "The API server does not answer",
    cause: "The cluster is away, or cannot be reached from here. What had been applied before stays.",
    fix: "Check the address in your kubeconfig and the network; then run the command again, which changes nothing twice.",
    exitCode: 5,
  },
  MW0921: {
    title: "There is no cluster to ask",
    cause: "No kubeconfig was found, it cannot be read, or it has no such context.",
    fix: "Name it with --kubeconfig or KUBECONFIG, and the context with --context.",
    exitCode: 4,
  },
  MW0922: {
    title: "The cluster does not know you",
    cause: "The token or certificate in your kubeconfig is wrong or has expired, or its program gives none.",
    fix: "Log in to the cluster again.",
    exitCode: 5,
  },
  MW0923: {
    title: "You may not do this in the cluster",
    cause: "The rules of the cluster (RBAC) give your user no right to it.",
    fix: "Have the verbs get, create, patch and delete granted for the resource named, and list and portforward on pods for status.",
    exitCode: 5,
  },
  MW0924: {
    title: "Others manage fields of the resource",
    cause: "Another tool, or somebody by hand, has set fields to other values than those that are to be applied.",
    fix: "Settle who manages the resource, or take the fields over with --force-conflicts.",
    exitCode: 5,
  },
  MW0925: {
    title: "The API server refuses the resource",
    cause: "It knows no such kind or namespace, or the resource is not what its definition wants.",
    fix: "Install what the resource belongs to, or correct what the message names.",
    exitCode: 5,
  },
  MW0926: {
    title: "Nothing is deployed under this name",
    cause: "The namespace has no resource of this name that mesh-wasm has deployed.",
    fix: "Check the name, --namespace and --context.",
    exitCode: 1,
  },
  MW0927: {
    title: "There is no such revision",
    cause: "The history of a resource holds its last ten revisions.",
    fix: "See `mesh-wasm history NAME`, and name a revision or digest that it lists.",
    exitCode: 2,
  },
  MW0928: {
    title: "Proxies do not have it",
    cause:
      "What was applied is in the cluster, and some proxies have refused it, could not fetch the module, or have not heard of it.",
    fix: "See why with `mesh-wasm status NAME`; `mesh-wasm rollback NAME` goes back.",
    exitCode: 1,
  },
  MW0929: {
    title: "No proxy can be asked",
    cause: "No pod with a proxy was found, or the address of --proxy is no admin interface.",
    fix: "Check --namespace and --selector, or name the admin address of an Envoy with --proxy.",
    exitCode: 4,
  },
} as const satisfies Record<string, CatalogueEntry>;
