// Names that an object keeps until the host is given them. No reader of the module's code can follow a name through an object, so it
// goes in by a function of its kind, and comes out by another that gives out nothing else: what the code hands to the first ones is
// all that the second ones can give. `readCapabilities` finds them by their names.

const cluster: u32 = 1;
const metric: u32 = 2;
const service: u32 = 4;
const method: u32 = 8;

/** Where the header of a literal has a word that is used in other objects only. */
const marks: usize = 12;

/**
 * To keep this traps, which is what asking for a name that was not kept does. It is a second value of what else might always be one
 * literal, and the optimizer would then dissolve that in the function.
 */
const nothing: string = changetype<string>(0);

/** The kinds that were given a name that is no literal: any name may come out. */
let open: u32 = 0;

/** A cluster's name is to be kept. */
export function keepCluster(name: string): string {
  return keep(name, cluster);
}

/** A cluster's name that was kept. */
export function keptCluster(name: string): string {
  if (!isKept(name, cluster)) keepCluster(nothing);
  return name;
}

/** A metric's name is to be kept. */
export function keepMetric(name: string): string {
  return keep(name, metric);
}

/** A metric's name that was kept. */
export function keptMetric(name: string): string {
  if (!isKept(name, metric)) keepMetric(nothing);
  return name;
}

/** The name of a gRPC service is to be kept. */
export function keepService(name: string): string {
  return keep(name, service);
}

/** The name of a gRPC service that was kept. */
export function keptService(name: string): string {
  if (!isKept(name, service)) keepService(nothing);
  return name;
}

/** The name of a method is to be kept, with that of its service, which {@link keepService} gave. */
export function keepMethod(ofService: string, name: string): string {
  keep(ofService, service);
  return keep(name, method);
}

/** The name of a gRPC method that was kept. */
export function keptMethod(name: string): string {
  if (!isKept(name, method)) keepMethod(nothing, nothing);
  return name;
}

function keep(name: string, kind: u32): string {
  const at = changetype<usize>(name);
  if (at < __heap_base) store<u32>(at - marks, load<u32>(at - marks) | kind);
  else open |= kind;
  return name;
}

function isKept(name: string, kind: u32): bool {
  const at = changetype<usize>(name);
  const own = at < __heap_base ? load<u32>(at - marks) : 0;
  return ((own | open) & kind) != 0;
}
