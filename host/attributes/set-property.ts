import type { ByteString } from "../bytes.ts";
import { Status } from "../status.ts";
import { CelState, undeclared } from "./cel-state.ts";
import type { PropertyContext } from "./property-context.ts";

/**
 * What `proxy_set_property` does: sets filter state `wasm.PATH` of the stream. A path of several segments is one key with zero
 * bytes in it, which no property path leads to. Attributes are not changed.
 *
 * Answers `NOT_FOUND` on a root context, `BAD_ARGUMENT` for a property that is declared read-only and was set before.
 *
 * @example
 * setProperty("user", "ana", context);
 * getProperty("user", context); // "ana"
 */
export function setProperty(path: ByteString, value: ByteString, context: PropertyContext): Status {
  const { streamInfo, isFilter, pluginProperties } = context;
  if (!streamInfo || !isFilter) return Status.NOT_FOUND;
  const key = `wasm.${path}`;
  const existing = streamInfo.filterState.get(key);
  if (existing instanceof CelState) return existing.setValue(value) ? Status.OK : Status.BAD_ARGUMENT;
  const declared = pluginProperties.declared.get(path) ?? undeclared;
  const state = new CelState(declared);
  state.setValue(value);
  streamInfo.filterState.set(key, state, declared.lifeSpan);
  return Status.OK;
}
