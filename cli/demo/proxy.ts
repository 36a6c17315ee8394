import type { HttpProxyOptions } from "../../envoy/index.ts";
import type { DemoTokens } from "./tokens.ts";

/** Addresses of the two versions of the upstream. */
export interface Upstreams {
  v1: string;
  v2: string;
}

/** Paths of the three built modules. */
export interface DemoModules {
  authorization: string;
  headerRouting: string;
  telemetry: string;
}

/** Share of the traffic that goes to v2, in percent. */
export const v2Weight = 20;

/**
 * The demo's proxy: three plugins in front of two versions of one service. Telemetry stands first so that it counts the
 * refused requests too; authorization stands before routing so that nobody unknown chooses a version.
 */
export function demoProxy(modules: DemoModules, tokens: DemoTokens, upstreams: Upstreams): HttpProxyOptions {
  return {
    plugins: [
      { name: "telemetry", module: modules.telemetry },
      {
        name: "authorization",
        module: modules.authorization,
        configuration: {
          keys: [
            { id: "shop", algorithm: "HS256", secret: tokens.secret },
            { id: "corp", algorithm: "RS256", publicKey: tokens.publicKey },
          ],
          rules: [{ path: "/public", allow: "anyone" }, { path: "/admin", claims: { role: "admin" } }, { path: "/" }],
        },
      },
      {
        name: "header-routing",
        module: modules.headerRouting,
        configuration: {
          header: "x-mesh-subset",
          rules: [{ header: "x-beta", value: "yes", subset: "v2" }],
          split: [
            { subset: "v1", weight: 100 - v2Weight },
            { subset: "v2", weight: v2Weight },
          ],
        },
      },
    ],
    clusters: [
      { name: "shop-v1", url: upstreams.v1 },
      { name: "shop-v2", url: upstreams.v2 },
    ],
    routes: [
      {
        name: "shop-v2",
        match: { prefix: "/", headers: [{ name: "x-mesh-subset", exact: "v2" }] },
        route: { cluster: "shop-v2" },
      },
      { name: "shop-v1", match: { prefix: "/" }, route: { cluster: "shop-v1" } },
    ],
  };
}
