import { readWireProperty } from "../abi/property-calls";
import { resultIs } from "../abi/result";
import { registerPlugin, serveAnyRootId } from "../runtime/plugins";
import { PluginAdapter } from "./plugin-adapter";
import { RootContext } from "./root-context";

/** A name and how to make its root context. */
class Factory {
  constructor(
    readonly name: string,
    readonly create: (context_id: u32) => RootContext,
    readonly previous: Factory | null,
  ) {}
}

/** The newest one; the older ones hang on it. */
let newest: Factory | null = null;

/**
 * Makes a plugin known under the root id by which the proxy's configuration will name it. To be called at the top level of
 * the entry file, once for each plugin of the module. See `registerPlugin` for root ids that are not known; the only plugin
 * of a module is that of any root id.
 *
 * @example
 * class Root extends RootContext {
 *   createContext(context_id: u32): Context {
 *     return new Context(context_id, this);
 *   }
 * }
 *
 * registerRootContext((context_id: u32) => { return new Root(context_id); }, "root");
 */
export function registerRootContext(root_context_factory: (context_id: u32) => RootContext, name: string): void {
  newest = new Factory(name, root_context_factory, newest);
  registerPlugin<PluginAdapter>(name);
  serveAnyRootId();
}

/** Makes the root context that the current one of the host is for. */
export function createRoot(contextId: u32): RootContext {
  const root = currentFactory().create(contextId);
  root.context_id = contextId;
  return root;
}

function currentFactory(): Factory {
  readWireProperty("plugin_root_id");
  // There is one, or there would be no plugin
  let at = newest!;
  while (!resultIs(at.name)) {
    const previous = at.previous;
    if (!previous) return newest!;
    at = previous;
  }
  return at;
}
