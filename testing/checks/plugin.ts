import * as v from "valibot";
import { failurePolicies } from "../../envoy/plugin.ts";
import { type PluginPlan, pluginKinds } from "../engine.ts";
import type { ChainPlugin, PluginSettings } from "../options.ts";
import { json } from "./json.ts";
import { fields, flag, line, type SchemasOf, table, text, word } from "./schemas.ts";

const filterHint = "it takes the name of a filter of the project, the path of a .wasm file, or its bytes";

/** A module, as {@link ChainPlugin.filter} names it. */
export const filter = v.custom<ChainPlugin["filter"]>(
  (value) => typeof value === "string" || value instanceof Uint8Array,
  ({ input }) => (Array.isArray(input) ? `${filterHint}; \`loadChain\` loads several` : filterHint),
);

/** Envoy's own names of files and metrics have it in them. */
const pluginName = v.pipe(
  text,
  v.regex(
    /^[ -9;-~]{1,200}(?<!\.)$/,
    "it takes a name of at most 200 ASCII characters, without a colon, and with no dot at its end",
  ),
);

/** A plugin configuration, where it is not an option. */
export const configuration = v.optional(json);

export const pluginFields: SchemasOf<PluginSettings> = {
  kind: v.optional(word(pluginKinds)),
  name: v.optional(pluginName),
  rootId: v.optional(line),
  vmId: v.optional(line),
  configuration: v.optional(json),
  vmConfiguration: v.optional(json),
  environmentVariables: v.optional(table(text, "it takes an object of texts by name", text)),
  failurePolicy: v.optional(word(failurePolicies)),
  allowOnHeadersStopIteration: v.optional(flag),
};

/** What a plugin may be given in place of what it was; it stays the plugin that it is. */
export function replacementOf({ kind, name }: PluginPlan): v.GenericSchema<PluginSettings> {
  return fields<PluginSettings>({
    ...pluginFields,
    kind: v.optional(v.literal(kind, "it stays what it is: load another filter with `loadFilter`")),
    name: v.optional(v.literal(name, "it keeps its name: load another filter with `loadFilter`")),
  });
}

/** The plugins of a chain. */
export const chain = v.pipe(
  v.array(
    fields<ChainPlugin>({ filter, ...pluginFields }, 'it takes plugins, such as { filter: "auth", configuration: {} }'),
    'it takes a list of plugins, such as [{ filter: "auth" }, { filter: "canary" }]',
  ),
  v.minLength(1, 'it takes at least one plugin, such as { filter: "auth" }'),
);
