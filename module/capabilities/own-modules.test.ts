import { describe, expect, test } from "vitest";
import { capabilitiesOf, only } from "../fixtures/capabilities-of.ts";
import type { Capabilities } from "./read-capabilities.ts";

/** What a filter touches that does this with each request. */
async function touchedBy(statements: string, mode: "release" | "debug"): Promise<Partial<Capabilities>> {
  const source = `import {
  callForeignFunction, clearRouteCache, encodeUtf8, HeadersAction, HttpContext, PluginContext, property, registerPlugin, SharedData,
} from "mesh-wasm/assembly";

@config
class Settings {
  header: string = "x-default";
}
class Plugin extends PluginContext<Settings> {
  createHttpContext(): HttpContext {
    return new Stream(this);
  }
}
class Stream extends HttpContext {
  constructor(private plugin: Plugin) {
    super();
  }
  onRequestHeaders(endOfStream: bool): HeadersAction {
    ${statements}
    return HeadersAction.Continue;
  }
}
registerPlugin<Plugin>("probe");
`;
  const { propertiesRead, ...found } = await capabilitiesOf(source, mode);
  // Each filter asks for its root id
  const properties = propertiesRead.known.filter((name) => name !== "plugin_root_id");
  const all = { ...found, propertiesRead: { ...propertiesRead, known: properties } };
  return Object.fromEntries(Object.entries(all).filter(([, { known, others }]) => known.length > 0 || others));
}

describe.each(["release", "debug"] as const)("in a %s build", (mode) => {
  test.each([
    { statements: 'this.request.headers.remove("x-a");', touches: { headersRemoved: only("request x-a") } },
    { statements: 'this.response.headers.set("x-a", "b");', touches: { headersSet: only("response x-a") } },
    {
      statements: 'this.request.headers.add("x-a", this.request.headers.get("x-b") || "");',
      touches: { headersRead: only("request *", "request x-b"), headersSet: only("request x-a") },
    },
    {
      statements: "clearRouteCache();",
      touches: { foreignFunctions: only("clear_route_cache"), propertiesRead: only("request.duration") },
    },
    {
      statements: 'callForeignFunction("compress", encodeUtf8("x"));',
      touches: { foreignFunctions: only("compress") },
    },
    {
      statements: `if (property.getString("metadata.filter_metadata['envoy.lb'].canary")) this.sendLocalReply(403, "no");`,
      touches: { propertiesRead: only("metadata.filter_metadata.envoy.lb.canary"), localReplies: only("403") },
    },
    { statements: 'SharedData.set("größe", encodeUtf8("x"));', touches: { sharedData: only("größe") } },
  ])("$statements", async ({ statements, touches }) => {
    expect(await touchedBy(statements, mode)).toEqual(touches);
  });

  test("a name of the configuration is no default that it has", async () => {
    const touched = await touchedBy('this.request.headers.set(this.plugin.config.header, "b");', mode);
    expect(touched).toEqual({ headersSet: { known: [], others: true } });
  });

  test("a name that is made of others is none of them", async () => {
    const touched = await touchedBy('this.request.headers.set("x-" + this.request.headers.get("x-b")!, "b");', mode);
    expect(touched.headersSet).toEqual({ known: [], others: true });
  });

  test("a name that the configuration may replace is not the only one", async () => {
    const name = 'const name = this.plugin.config.header == "" ? "x-a" : this.plugin.config.header;';
    const touched = await touchedBy(`${name} this.request.headers.set(name, "b");`, mode);
    expect(touched.headersSet).toEqual({ known: ["request x-a"], others: true });
  });
});
