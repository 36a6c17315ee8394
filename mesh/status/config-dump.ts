/** A use of a plugin in what an Envoy answers to `/config_dump`. */
export interface DumpedPlugin {
  /** Name of the filter, or of the resource that it is discovered as. */
  name: string;
  /** `ecds`: came by itself. `listener`: stands in a listener. `awaited`: a listener wants it. */
  from: "ecds" | "listener" | "awaited";
  /** The last version that came; it may have been refused. */
  version: string | null;
  config: Readonly<Record<string, unknown>>;
}

interface Node {
  readonly [key: string]: unknown;
}

/** The plugins of a name, or of the resource of a name and namespace, in a dump. */
export function dumpedPlugins(dump: string, namespace: string | undefined, name: string): DumpedPlugin[] {
  const { configs = [] } = JSON.parse(dump) as { configs?: Node[] };
  const isMeant = (one: DumpedPlugin): boolean => isNameOf(one.name, namespace, name);
  const discovered = configs.flatMap((one) => ((one["ecds_filters"] ?? []) as Node[]).map(ecdsPlugin));
  const listened = configs
    .filter((one) => `${one["@type"]}`.endsWith("ListenersConfigDump"))
    .flatMap((one) => [...filtersIn(one)]);
  return [...discovered, ...listened].filter(isMeant);
}

/** Istio: `…/shop.canary~istio-translated-wasmplugin`; Envoy Gateway: `…/shop/canary/wasm/0`; others the name itself. */
function isNameOf(text: string, namespace: string | undefined, name: string): boolean {
  if (text === name) return true;
  const [head = ""] = text.split("~");
  if (namespace === undefined) return head.endsWith(`.${name}`) || head.includes(`/${name}/`);
  return (
    head === `${namespace}.${name}` ||
    head.endsWith(`/${namespace}.${name}`) ||
    `${head}/`.includes(`/${namespace}/${name}/`)
  );
}

function ecdsPlugin(entry: Node): DumpedPlugin {
  const filter = (entry["ecds_filter"] ?? {}) as Node;
  return {
    name: `${filter["name"] ?? ""}`,
    from: "ecds",
    version: `${entry["version_info"] ?? ""}`,
    config: (filter["typed_config"] ?? {}) as Node,
  };
}

/** Filters of listeners, wherever they stand. */
function* filtersIn(node: unknown): Generator<DumpedPlugin> {
  if (typeof node !== "object" || node === null) return;
  const { name, typed_config: config, config_discovery: discovery } = node as Node;
  if (typeof name === "string" && discovery) yield { name, from: "awaited", version: null, config: {} };
  if (typeof name === "string" && `${(config as Node | undefined)?.["@type"]}`.endsWith("wasm.v3.Wasm")) {
    yield { name, from: "listener", version: null, config: config as Node };
  }
  for (const child of Object.values(node)) yield* filtersIn(child);
}
