import { describe, expect, test } from "vitest";
import { capabilitiesOf, only } from "../fixtures/capabilities-of.ts";

/** What a filter touches that has these fields in its plugin and does this with each request. */
async function touchedBy(fields: string, statements: string, mode: "release" | "debug") {
  const source = `import {
  CallResponse, Counter, encodeUtf8, Gauge, GrpcCall, GrpcService, GrpcStream, HeadersAction, Histogram, HttpCall, HttpContext,
  PluginContext, registerPlugin,
} from "mesh-wasm/assembly";

@config
class Settings {
  name: string = "of-settings";
}
class Plugin extends PluginContext<Settings> {
  ${fields}
  createHttpContext(): HttpContext {
    return new Stream(this);
  }
}
class Stream extends HttpContext {
  constructor(private plugin: Plugin) {
    super();
  }
  onRequestHeaders(endOfStream: bool): HeadersAction {
    const plugin = this.plugin;
    ${statements}
    return HeadersAction.Continue;
  }
}
registerPlugin<Plugin>("probe");
`;
  return capabilitiesOf(source, mode);
}

const send = ".send(this, (stream: Stream, response: CallResponse) => {});";

describe.each(["release", "debug"] as const)("in a %s build", (mode) => {
  test("the one cluster of all calls is named", async () => {
    const { clusters } = await touchedBy("", `HttpCall.get("authz", "/check")${send}`, mode);
    expect(clusters).toEqual(only("authz"));
  });

  test("clusters are named wherever calls are kept", async () => {
    const fields = 'call: HttpCall = new HttpCall("authz", "/");';
    const { clusters } = await touchedBy(fields, `plugin.call${send} HttpCall.post("audit", "/", "x")${send}`, mode);
    expect(clusters).toEqual(only("audit", "authz"));
  });

  test("a cluster of the configuration may be any", async () => {
    const statements = `HttpCall.get("authz", "/")${send} HttpCall.get(plugin.config.name, "/")${send}`;
    const { clusters } = await touchedBy("", statements, mode);
    expect(clusters).toEqual({ known: ["authz"], others: true });
  });

  test("metrics are named", async () => {
    const fields = 'open: Gauge = Gauge.define("open"); sizes: Histogram = Histogram.define("sizes");';
    const statements = 'plugin.open.add(1); plugin.sizes.record(2); Counter.define("hits").increment();';
    expect((await touchedBy(fields, statements, mode)).metrics).toEqual(only("hits", "open", "sizes"));
  });

  test("a metric whose name is put together may be any", async () => {
    const { metrics } = await touchedBy("", 'Counter.define("hits_" + plugin.config.name).increment();', mode);
    expect(metrics).toEqual({ known: [], others: true });
  });

  test("methods of gRPC are named with their own services", async () => {
    const fields = 'service: GrpcService = GrpcService.ofCluster("shop");';
    const statements = `
    new GrpcCall(plugin.service, "shop.Carts", "Get", encodeUtf8("x"))${send}
    new GrpcCall(plugin.service, "shop.Limits", "Take", encodeUtf8("x"))${send}
    new GrpcStream().open(this, plugin.service, "shop.News", "Watch");`;
    const { grpcMethods } = await touchedBy(fields, statements, mode);
    expect(grpcMethods).toEqual(only("shop.Carts/Get", "shop.Limits/Take", "shop.News/Watch"));
  });
});
