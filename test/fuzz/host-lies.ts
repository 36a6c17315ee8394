// A host that says of what it returns that it lies outside of memory, at address 0 or over the end.
import type { HostCall } from "../sdk/support/run-probe.ts";
import { Expected } from "./expected.ts";
import { fuzz } from "./fuzz.ts";
import { startGuarded } from "./guarded-probe.ts";
import type { Random } from "./random.ts";

/** What the host says now. */
let at = 0;
let size = 0;

const probe = await startGuarded("host", (guarded) => {
  /** Answers a call of which these arguments are where address and size go. */
  function lying(dataArgument: number): HostCall {
    return (_, args) => {
      guarded().store(args[dataArgument] ?? 0, at);
      guarded().store(args[dataArgument + 1] ?? 0, size);
      return 0;
    };
  }
  return {
    proxy_get_property: lying(2),
    proxy_get_buffer_bytes: lying(3),
    proxy_get_header_map_value: lying(3),
    proxy_get_header_map_pairs: lying(1),
    proxy_call_foreign_function: lying(4),
    proxy_get_shared_data: lying(2),
    proxy_dequeue_shared_queue: lying(1),
    proxy_get_status: lying(1),
    proxy_set_shared_data: () => 0,
  };
});
const expected = new Expected();
const memorySize = probe.probe.memory.buffer.byteLength;

fuzz("addresses and sizes of what a host returns", (random) => {
  [at, size] = place(random);
  const kept = at !== 0 && at + size <= memorySize ? size : 0;
  // Of the header, in all pairs of what lies there, there may be any; the others are copies
  expected.clear();
  for (let read = 0; read < 5; ++read) expected.number(kept);
  const output = probe.run("readAll", []);
  expected.check(Buffer.concat([output.subarray(0, 8), output.subarray(12)]));
});

function place(random: Random): [at: number, size: number] {
  switch (random.below(4)) {
    case 0:
      return [0, random.edge()];
    case 1:
      return [random.bits(), (-1 - random.below(1 << 20)) >>> 0];
    case 2:
      return [memorySize - random.below(2000), random.below(4000)];
    default:
      // In memory, but not where the module puts what it makes of it
      return [memorySize - random.below(8 << 20), random.below(2000)];
  }
}
