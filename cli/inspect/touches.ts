import type { CapabilityKind, Names } from "../../module/index.ts";

/** What lists of what a module touches are called. */
export const touchTitles: Readonly<Record<CapabilityKind, string>> = {
  foreignFunctions: "Calls foreign functions",
  clusters: "Calls clusters",
  grpcMethods: "Calls gRPC methods",
  localReplies: "Answers by itself",
  headersRead: "Reads headers",
  headersSet: "Sets headers",
  headersRemoved: "Removes headers",
  bodiesRead: "Reads bodies",
  bodiesSet: "Changes bodies",
  propertiesRead: "Reads properties",
  propertiesSet: "Sets properties",
  sharedData: "Shares data",
  sharedQueues: "Shares queues",
  metrics: "Defines metrics",
};

/** What can be touched, in the order in which it is shown. */
export const touchKinds = Object.keys(touchTitles) as readonly CapabilityKind[];

/** What stands for names that come from the configuration or are computed. */
const others = "others known only at run time";

/** The names as entries of a list, the last one for those that are not known. */
export function touchEntries(names: Names): string[] {
  return names.others ? [...names.known, others] : names.known;
}
