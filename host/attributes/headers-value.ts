import type { ByteString } from "../bytes.ts";
import type { HeaderMap } from "../http/header-map.ts";
import { MapValue, type Value } from "./value.ts";

/** Headers by name, all values of a name joined with commas; empty where the context has no such map. */
export class HeadersValue extends MapValue {
  private readonly headers: HeaderMap | undefined;

  constructor(headers: HeaderMap | undefined) {
    super();
    this.headers = headers;
  }

  override get(key: Value): Value | undefined {
    if (!this.headers || typeof key !== "string" || !isHeaderName(key)) return undefined;
    const values = this.headers.getAll(key);
    return values.length > 0 ? values.join(",") : undefined;
  }

  override keys(): Value[] {
    const { headers } = this;
    const names = new Set<ByteString>();
    if (headers) for (let at = 0; at < headers.size; ++at) names.add(headers.nameAt(at));
    return [...names];
  }
}

/** Whether Envoy looks for such a name at all; it does for pseudo-headers. */
function isHeaderName(name: ByteString): boolean {
  return /^[!-~]+$/.test(name);
}
