import type {
  ArgumentDefinition,
  ChoiceOption,
  FlagOption,
  ListOption,
  SwitchOption,
  TextOption,
} from "../framework/command.ts";

/** `[image]`: an image that a control plane is to load. */
export const imageArgument = {
  description: "Reference of the image: REGISTRY/REPOSITORY:TAG or REGISTRY/REPOSITORY@DIGEST",
} as const satisfies ArgumentDefinition;

/** `<reference>`: what most commands for images take. */
export const referenceArgument = {
  ...imageArgument,
  required: true,
} as const satisfies ArgumentDefinition;

/** `[target]`: what `pack` and `push` pack. */
export const packedArgument = {
  description: "Name of a filter of the project, or path of a .wasm file; the only filter where none is named",
  complete: "files",
} as const satisfies ArgumentDefinition;

export const annotationOption = {
  kind: "list",
  short: "a",
  placeholder: "KEY=VALUE",
  description: "Annotation of the image, in place of the one that mesh-wasm gives",
} as const satisfies ListOption;

/** The options of every command that talks to a registry; they are called as in oras. */
export const registryOptions = {
  plainHttp: {
    kind: "switch",
    description: "Reach the registry without TLS",
    defaultText: "only a registry on this machine that knows no TLS",
  },
  insecure: { kind: "flag", description: "Trust whatever certificate the registry shows" },
  caFile: {
    kind: "text",
    placeholder: "FILE",
    complete: "files",
    description: "Certificate of the registry's authority, in PEM",
  },
  certFile: {
    kind: "text",
    placeholder: "FILE",
    complete: "files",
    description: "Your own certificate for the registry, in PEM",
  },
  keyFile: { kind: "text", placeholder: "FILE", complete: "files", description: "Its private key, in PEM" },
} as const satisfies Record<string, SwitchOption | FlagOption | TextOption>;

export const ociLayoutOption = {
  kind: "flag",
  description: "The image is in no registry, but in a folder or .tar file in OCI's layout: PATH:TAG or PATH@DIGEST",
} as const satisfies FlagOption;

/** What `pack` and `push` attach to the image that they make. */
export const attachmentOptions = {
  sbom: { kind: "flag", description: "Attach what is compiled in, as lists of parts in CycloneDX and SPDX" },
  provenance: { kind: "flag", description: "Attach how it was built, from which commit and by whom, as SLSA has it" },
  sourceMap: {
    kind: "flag",
    description: "Attach the source map, with which traps can be explained; your source is in it",
  },
} as const satisfies Record<string, FlagOption>;

export const variantOption = {
  kind: "choice",
  placeholder: "VARIANT",
  choices: ["compat", "oci", "cncf"],
  default: "compat",
  description:
    "How the image holds the module: compat is read by Istio, Envoy Gateway and Docker, oci by Istio and Envoy Gateway, cncf by neither",
} as const satisfies ChoiceOption;

/** What the options for registries say. */
export interface RegistryArguments {
  plainHttp: boolean | undefined;
  insecure: boolean;
  caFile: string | undefined;
  certFile: string | undefined;
  keyFile: string | undefined;
}
