import type { HeaderField, HeaderMap } from "./header-map.ts";

/**
 * The fields as they go out over HTTP/2. The codec of Envoy 1.36 sends those of a name together, and cookies as one field; later
 * ones keep the order of the map.
 */
export function http2Fields(map: HeaderMap, envoyMinor: number): HeaderField[] {
  const fields = map.fields();
  if (envoyMinor > 36) return fields;
  const byName = new Map<string, HeaderField[]>();
  for (const field of fields) byName.set(field[0], [...(byName.get(field[0]) ?? []), field]);
  return [...byName].flatMap(([name, same]): HeaderField[] =>
    name === "cookie" ? [[name, same.map(([, value]) => value).join("; ")]] : same,
  );
}
