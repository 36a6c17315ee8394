// Envoy 1.33 took attributes away that Wasm alone had under names of their own; `xds.*` has them all. The older names are
// asked where the host answers NotFound to the newer ones, and only if it is such an Envoy: elsewhere any unknown name is
// one of filter state.
import { Status } from "../abi/enums/status";
import { propertyStatus, readProperty } from "../abi/property-calls";

/** Whether the host has the older names: 0 when not known yet, 1 for no, 2 for yes. */
let olderNames: u32 = 0;

/** Reads an attribute, by its older name where the host knows no other; without an older name that is "". */
export function readEither(path: string, older: string): bool {
  if (!olderNames) olderNames = readProperty("xds.node.id") ? 1 : 2;
  if (readProperty(path)) return true;
  return olderNames == 2 && propertyStatus == Status.NotFound && older.length > 0 && readProperty(older);
}
