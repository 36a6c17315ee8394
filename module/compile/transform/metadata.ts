import type { Asc, NamedType, Parser } from "../asc-types.ts";
import type { CompiledPackage } from "../compiled-packages.ts";
import type { ConfigClass } from "./config/config-class.ts";
import { type JsonSchema, schemaOf } from "./config/schema.ts";
import type { Registration } from "./root-ids.ts";
import { classesOf, ownSources } from "./walk.ts";

/** The custom section `mesh-wasm` of a module, as JSON. */
export interface ModuleMetadata {
  name: string;
  version: string;
  /** Version of the SDK that the filter was built with. */
  sdk: string;
  rootIds: string[];
  /** JSON Schema of the plugin configuration by root id; a plugin without a `@config` class has none. */
  configuration: Record<string, JsonSchema>;
  /** SHA-256, hexadecimal, over the names and texts of the project's source files. */
  sources: string;
  /** The packages of which something is compiled in. */
  packages: readonly CompiledPackage[];
  mode: "release" | "debug";
}

/** The configuration schemas of the registered plugins, by root id. */
export function configurationSchemas(
  asc: Asc,
  parser: Parser,
  plugins: readonly Registration[],
  configs: readonly ConfigClass[],
): Record<string, JsonSchema> {
  const schemas: Record<string, JsonSchema> = {};
  for (const { rootId, className } of plugins) {
    const config = configs.find(({ name }) => name === configurationClass(asc, parser, className));
    if (config) schemas[rootId] = schemaOf(config, configs);
  }
  return schemas;
}

/** The `C` of `class Plugin extends PluginContext<C>`, looked for up the project's own classes. */
function configurationClass(asc: Asc, parser: Parser, className: string | null): string | null {
  const classes = ownSources(parser).flatMap((source) => classesOf(asc, source));
  const seen = new Set<string>();
  for (let name = className; name && !seen.has(name); ) {
    seen.add(name);
    const base = classes.find((declaration) => declaration.name.text === name)?.extendsType;
    const argument = base?.typeArguments?.[0] as NamedType | undefined;
    if (argument?.name) return argument.name.identifier.text;
    name = base?.name.identifier.text ?? null;
  }
  return null;
}
