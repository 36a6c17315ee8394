// Our host in a process of its own. Arguments: the built host's file, the module's file, request headers as JSON, and
// `direct` where the proxy answers by itself, else an upstream does.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type Answer, serve } from "./answer.ts";

const [host = "", file = "", request = "", how] = process.argv.slice(2);
const { createHost } = (await import(pathToFileURL(host).href)) as typeof import("../../../host/index.ts");
const module = new Uint8Array(readFileSync(file));
const requestHeaders = JSON.parse(request) as [string, string][];

type Host = ReturnType<typeof createHost>;
type Connection = ReturnType<Host["connect"]>;

function start(bytes: Uint8Array): Host {
  return createHost({
    plugins: [{ module: bytes, name: "mirror" }],
    clusters: [{ name: "shop", upstream: (stream) => stream.sendHeaders([[":status", "200"]], true) }],
    ...(how === "direct" && { routes: [{ directResponse: { status: 200, body: "ok\n" } }] }),
  });
}

function exchange(proxy: Host, connection: Connection): Answer["headers"] {
  let headers: Answer["headers"] = [];
  const stream = connection.request({
    onHeaders: (received) => {
      headers = received;
    },
  });
  stream.sendHeaders(requestHeaders, true);
  proxy.run();
  return headers;
}

const proxy = start(module);
const connection = proxy.connect();
serve(module, {
  exchange: () => exchange(proxy, connection),
  load(bytes) {
    const fresh = start(bytes);
    return exchange(fresh, fresh.connect());
  },
});
