import type { StartOptions } from "../../envoy/index.ts";
import type { ModuleFile } from "./trap-explainer.ts";

/** The module files that a description of a proxy names, in whatever place: plugins, or a configuration of one's own. */
export function namedModules(options: StartOptions): ModuleFile[] {
  const files = new Set<string>();
  collect(options, files);
  return [...files].map((file) => ({ file }));
}

function collect(value: unknown, files: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === "string" && (key === "module" || key === "filename") && inner.endsWith(".wasm"))
      files.add(inner);
    else collect(inner, files);
  }
}
