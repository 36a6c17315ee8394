import { MeshWasmError } from "../../core/index.ts";
import type { HttpResponse } from "./http-client.ts";

/**
 * Where the next page of a list is, by the header `link` (RFC 8288): `</v2/acme/canary/tags/list?last=1.9>; rel="next"`.
 *
 * @throws MeshWasmError MW0713 where it is on another server
 */
export function nextPage({ headers: { link }, url }: HttpResponse): URL | undefined {
  const [, target] = /<([^>]*)>\s*;[^,]*\brel="?next"?/.exec(String(link ?? "")) ?? [];
  if (target === undefined || !URL.canParse(target, url)) return undefined;
  const next = new URL(target, url);
  if (next.origin === url.origin) return next;
  throw new MeshWasmError("MW0713", `${url.host} leads to ${next.host} for the rest of a list`);
}
