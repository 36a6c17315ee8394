import type { Capabilities, WasmModule } from "../../module/index.ts";
import { limitedKinds, type Policy } from "./policy.ts";

/** What a module may do that a policy does not allow, by the kind of it. */
export function limitFaults(
  limits: NonNullable<Policy["module"]>,
  module: WasmModule,
  capabilities: Capabilities,
): string[] {
  const hostCalls = module.imports.filter(({ kind }) => kind === "function").map(({ name }) => name);
  const all = { ...capabilities, hostCalls: { known: hostCalls, others: false } };
  return limitedKinds.flatMap((kind) => {
    const allowed = limits[kind];
    if (!allowed || allowed.includes("*")) return [];
    const { known, others } = all[kind];
    const patterns = allowed.map(patternOf);
    const forbidden = known.filter((name) => !patterns.some((pattern) => pattern.test(name)));
    return [
      ...forbidden.map((name) => `module.${kind}: ${name === "*" ? "all that there are" : name}`),
      ...(others ? [`module.${kind}: names that show only at run time, which "*" would allow`] : []),
    ];
  });
}

function patternOf(text: string): RegExp {
  const escaped = text.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`, "s");
}
