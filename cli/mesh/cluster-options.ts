import type { ListOption, NumberOption, OptionDefinition, TextOption } from "../framework/command.ts";

/** The options of every command that asks a cluster. */
export const clusterOptions = {
  kubeconfig: {
    kind: "text",
    placeholder: "FILE",
    complete: "files",
    description: "File that says where the cluster is and who you are",
    defaultText: "KUBECONFIG, else ~/.kube/config",
  },
  context: { kind: "text", placeholder: "NAME", description: "Context in it", defaultText: "the current one" },
} as const satisfies Record<string, OptionDefinition>;

export const namespaceOption = {
  kind: "text",
  short: "n",
  placeholder: "NAME",
  description: "Namespace of the resource",
  defaultText: "that of the context",
} as const satisfies TextOption;

export const podLabelOption = {
  kind: "list",
  short: "l",
  placeholder: "LABEL=VALUE",
  description: "Only pods that have this label",
} as const satisfies ListOption;

export const proxyOption = {
  kind: "list",
  placeholder: "URL",
  description: "Admin address of a proxy to ask, in place of the pods of the namespace",
} as const satisfies ListOption;

export const timeoutOption = {
  kind: "number",
  placeholder: "SECONDS",
  minimum: 1,
  maximum: 86_400,
  default: 60,
  description: "How long to wait for the proxies",
} as const satisfies NumberOption;

/** What changes the cluster. */
export const changeOptions = {
  dryRun: { kind: "flag", description: "Have the server try it, and show what would change" },
  forceConflicts: { kind: "flag", description: "Take over fields that others manage" },
  wait: { kind: "flag", description: "Wait until the proxies have it, and fail where one refuses it" },
  timeout: timeoutOption,
  proxy: proxyOption,
  ...clusterOptions,
} as const satisfies Record<string, OptionDefinition>;

/** What {@link changeOptions} say. */
export interface ChangeArguments {
  dryRun: boolean;
  forceConflicts: boolean;
  wait: boolean;
  timeout: number;
  proxy: string[];
  kubeconfig: string | undefined;
  context: string | undefined;
}
