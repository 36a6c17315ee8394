// One filter in this process: told by the parent how many streams to run, it answers what CPU time one took.
import { readFile } from "node:fs/promises";
import { hostFilter } from "./node-host.ts";
import { mirror, orders } from "./work.ts";

/** CPU time of one stream, and how much the filter added. */
export interface GuestAnswer {
  nanoseconds: number;
  addedBytes: number;
}

const [module = "", filter] = process.argv.slice(2);
const hosted = hostFilter(await readFile(module), filter === "orders" ? orders : mirror);

process.on("message", (streams: number) => {
  const added = hosted.addedBytes();
  const started = process.cpuUsage();
  hosted.run(streams);
  const { user, system } = process.cpuUsage(started);
  const nanoseconds = ((user + system) * 1000) / streams;
  process.send?.({ nanoseconds, addedBytes: (hosted.addedBytes() - added) / streams } satisfies GuestAnswer);
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
