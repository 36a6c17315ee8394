// What the compared filters have to do: the request that all of them get, and the response headers that all must give.
import type { FilterName } from "./modules/filters.ts";

/** A request, and what a filter adds to its response. */
export interface Work {
  filter: FilterName;
  method: "GET" | "POST";
  path: string;
  headers: Record<string, string>;
  body: string;
  /** Response headers that a filter adds; without one they are not there. */
  added: Record<string, string>;
}

const agent = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
const session = "6f1c9b1e-61a5-4f39-a1f9-0f7c6d2a5b11";

/** Three request headers are read and added to the response under other names. */
export const mirror: Work = {
  filter: "mirror",
  method: "GET",
  path: "/cart?id=1",
  headers: {
    host: "shop.example",
    "user-agent": agent,
    accept: "*/*",
    "accept-language": "en-US,en;q=0.5",
    "x-user": "ana",
    "x-session": session,
  },
  body: "",
  added: { "x-seen-user": "ana", "x-seen-agent": agent, "x-seen-session": session },
};

const order = {
  id: 4711,
  placed: "2026-03-14T15:09:26Z",
  paid: true,
  coupon: null,
  items: ["teapot", "cup", "saucer", "spoon", "sugar bowl", "milk jug", "tray", "strainer"].map((name, index) => ({
    sku: `KIT-${1000 + 7 * index}`,
    name: `Blue ${name} "Delft"`,
    quantity: index + 1,
    price: 12.5 + index,
    gift: index % 2 === 0,
  })),
  shipping: {
    street: "Gärtnerstraße 12",
    city: "Zürich",
    zip: "8001",
    country: "CH",
    instructions: "ring twice\nthen wait",
  },
  customer: { id: "c-1837-ana", name: "Ana Núñez", tags: ["gold", "newsletter"] },
  total: 189.75,
};

/** A JSON body of 1 KB is read whole, and a field of it added to the response. */
export const orders: Work = {
  filter: "orders",
  method: "POST",
  path: "/orders",
  headers: { host: "shop.example", "user-agent": agent, accept: "*/*", "content-type": "application/json" },
  body: JSON.stringify(order),
  added: { "x-customer": order.customer.id },
};

/** The request as it goes over an HTTP/1.1 connection. */
export function requestText({ method, path, headers, body }: Work): string {
  const all = body ? { ...headers, "content-length": String(Buffer.byteLength(body)) } : headers;
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}

/**
 * Whether a response carries what the filters add: all of it, or for `filtered` false nothing.
 *
 * @throws Error where it does not
 */
export function checkResponse(response: string, { added }: Work, filtered: boolean): void {
  const [head = ""] = response.split("\r\n\r\n");
  const [status, ...lines] = head.split("\r\n");
  const names = Object.keys(added);
  const found = lines.filter((line) => names.includes(line.slice(0, line.indexOf(":")).toLowerCase())).sort();
  const wanted = filtered
    ? Object.entries(added)
        .map(([name, value]) => `${name}: ${value}`)
        .sort()
    : [];
  if (status === "HTTP/1.1 200 OK" && found.join("\n") === wanted.join("\n")) return;
  throw new Error(`expected ${JSON.stringify(wanted)}, got: ${head}`);
}
