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
} as const satisfies Record<string, CatalogueEntry>;
