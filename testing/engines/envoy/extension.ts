import type { Filter, HttpFilter } from "../../../envoy/index.ts";

/** An extension with its configuration, named for its type. */
export function extension(type: string, config: object): Filter & HttpFilter {
  return { name: type, typed_config: { "@type": `type.googleapis.com/${type}`, ...config } };
}
