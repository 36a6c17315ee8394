import { LogLevel } from "../abi/enums/log-level";
import { appendBytes, appendText, writeLine } from "../abi/line";
import { readWireProperty } from "../abi/property-calls";
import { resultData, resultIs, resultSize } from "../abi/result";
import { RootContext } from "../context/root-context";

/** A root id and how to make its plugin. */
class Registration {
  constructor(
    readonly rootId: string,
    readonly create: () => RootContext,
    readonly previous: Registration | null,
  ) {}
}

/** The newest registration; the older ones hang on it. */
let newest: Registration | null = null;

/**
 * Makes a plugin known under the root id by which the proxy's configuration will name it. To be called at the top level of
 * the entry file, once for each plugin of the module.
 *
 * The same root id twice: the last one counts. A root id of the proxy that no plugin is registered for is refused with a
 * line in the log; where the module has just one plugin, an empty root id means that one.
 *
 * @example
 * class Canary extends PluginContext {}
 *
 * registerPlugin<Canary>("canary");
 */
export function registerPlugin<T extends RootContext>(rootId: string): void {
  newest = new Registration(rootId, () => instantiate<T>(), newest);
}

/** Whether the only plugin of the module is the one of any root id. */
let servesAny: bool = false;

/** From now on any root id means the only plugin of the module, where there is just one. Of the SDK's own use. */
export function serveAnyRootId(): void {
  servesAny = true;
}

/** Makes the plugin that the current root context is for; null when no plugin is registered for its root id. */
export function createPlugin(contextId: u32): RootContext | null {
  const registration = currentRegistration();
  if (!registration) return null;
  const plugin = registration.create();
  plugin.__begin(contextId, contextId);
  plugin.rootId = registration.rootId;
  return plugin;
}

function currentRegistration(): Registration | null {
  readWireProperty("plugin_root_id");
  let at: Registration | null = newest;
  while (at) {
    if (resultIs(at.rootId)) return at;
    at = at.previous;
  }
  const only = newest;
  return only && !only.previous && (servesAny || !resultSize()) ? only : null;
}

/** Says in the log that no plugin is registered for the current root context. */
export function logUnknownRootId(): void {
  readWireProperty("plugin_root_id");
  appendText('no plugin is registered for root id "');
  appendBytes(resultData(), resultSize());
  appendText('", only for');
  let at: Registration | null = newest;
  while (at) {
    appendText(' "');
    appendText(at.rootId);
    appendText('"');
    at = at.previous;
  }
  writeLine(LogLevel.Error);
}
