import { current } from "../abi/turn";
import { RootContext as PluginContext } from "../context/root-context";
import { contextOf, rootContext } from "../runtime/contexts";

/** The plugin of the effective context; null where there is none yet. */
export function currentPlugin(): PluginContext | null {
  const context = contextOf(current);
  return context ? rootContext(context.__pluginId) : null;
}
