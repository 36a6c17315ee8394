import type { RootContext } from "../wasm/root-context.ts";

/** At which step of its start a plugin has failed. */
export type StartFailure = "start" | "configure";

/** Starts a plugin in its VM and hands it its configuration. A trap in `proxy_on_context_create` alone counts for nothing here. */
export function startPlugin(root: RootContext): StartFailure | undefined {
  if (!root.start()) return "start";
  return root.configure() ? undefined : "configure";
}
