// The peer's design in a process of its own. Arguments: the module's file, and request headers as JSON.
import { readFileSync } from "node:fs";
import { serve } from "./answer.ts";
import { runFixture } from "./peer.ts";

const [file = "", request = ""] = process.argv.slice(2);
const module = new Uint8Array(readFileSync(file));
const fixture = JSON.stringify({
  request: { headers: Object.fromEntries(JSON.parse(request) as [string, string][]), body: "" },
  response: { headers: { ":status": "200" }, body: "" },
});
const compiled = new WebAssembly.Module(module);

serve(module, {
  exchange: () => runFixture(compiled, fixture),
  load: async (bytes) => runFixture(await WebAssembly.compile(bytes as BufferSource), fixture),
});
