import { HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";

const loadedAt = Date.now();
const chance = Math.random();
console.log("loading");

class Language extends PluginContext {
  onConfigure(): bool {
    console.debug("debug");
    console.info("info");
    console.warn("warn");
    console.error("error");
    console.assert(1 == 2, "arithmetic");
    trace("traced", 2, 1.5, 2.5);
    const drift = Date.now() - loadedAt;
    console.log(`drift ${drift >= 0 && drift < 60000}`);
    console.log(
      `year ${new Date().getUTCFullYear() >= 2024} ${Date.parse("1970-01-02").getTime()} ${Date.UTC(1970, 0, 2)}`,
    );
    console.log(`random ${chance >= 0 && chance < 1 && Math.random() != chance}`);
    console.log(`env ${process.env.get("MESH_COLOR")} ${process.env.has("NONE")}`);
    console.log(
      `clocks ${process.time() >= loadedAt} ${process.hrtime() > 0} ${performance.now() > 0} ${process.argv.length}`,
    );
    const bytes = new Uint8Array(70000);
    crypto.getRandomValues(bytes);
    let sum = 0;
    for (let i = 0; i < bytes.length; ++i) sum += bytes[i];
    console.log(`crypto ${sum > 8000000 && sum < 10000000}`);
    console.time("step");
    console.timeEnd("step");
    return true;
  }

  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    const values = [1];
    if (this.request.headers.has("x-index")) console.log(values[this.request.path.length].toString());
    if (this.request.headers.has("x-throw")) throw new Error("thrown");
    return HeadersAction.Continue;
  }
}

registerPlugin<Language>("language");
