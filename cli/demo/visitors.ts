import type { DemoTokens } from "./tokens.ts";

/** One request of the demo's first part: who asks for what. */
export interface Visitor {
  who: string;
  path: string;
  headers: Record<string, string>;
}

/** A visitor and the answer of Envoy. */
export interface Decision {
  who: string;
  path: string;
  status: number;
  /** Why the filter refused, in its own words; the upstream's name where it let the request in. */
  reason: string;
}

/** Who asks: some with a good token, some without. */
export function visitors(tokens: DemoTokens): Visitor[] {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  return [
    { who: "anyone, public page", path: "/public/news", headers: {} },
    { who: "no token", path: "/cart", headers: {} },
    { who: "shopper's token (HS256)", path: "/cart", headers: bearer(tokens.shopper) },
    { who: "expired token", path: "/cart", headers: bearer(tokens.expired) },
    { who: "shopper's token, admin page", path: "/admin/users", headers: bearer(tokens.shopper) },
    { who: "admin's token (RS256)", path: "/admin/users", headers: bearer(tokens.admin) },
    { who: "forged admin's token", path: "/admin/users", headers: bearer(tokens.forged) },
  ];
}

/** Sends a visitor's request through Envoy. */
export async function visit(url: string, { who, path, headers }: Visitor): Promise<Decision> {
  const response = await fetch(url + path, { headers });
  const body = await response.text();
  const upstream = response.headers.get("x-upstream");
  return { who, path, status: response.status, reason: upstream ? `let in, answered by ${upstream}` : body.trim() };
}
