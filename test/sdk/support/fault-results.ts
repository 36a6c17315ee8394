import type { FaultProbe } from "./fault-probe.ts";
import { generator } from "./mutate.ts";

/** Longer than the SDK's scratch memory, into which most results go. */
const longest = 300_000;

/**
 * Has a probe take two results of random sizes in a row, as bytes and as text, and give them back, any number of times;
 * gives the names of those that came back as something else.
 */
export function resultsOfAllSizes({ host, deliver }: FaultProbe): (times: number) => string[] {
  const random = generator(21);
  const letters = Buffer.from(Array.from({ length: longest }, () => 0x61 + Math.floor(random() * 26)));
  const values = new Map<string, Buffer>();
  const wrong: string[] = [];
  let given = 0;
  host.functions["proxy_get_property"] = (probe, [at = 0, size = 0, dataAt = 0, sizeAt = 0]) => {
    probe.returnBytes(dataAt, sizeAt, values.get(probe.bytes(at, size).toString()) ?? "");
    return 0;
  };
  host.functions["proxy_set_property"] = (probe, [at = 0, size = 0, valueAt = 0, valueSize = 0]) => {
    const name = probe.bytes(at, size).toString();
    if (!values.get(name)?.equals(new Uint8Array(probe.memory.buffer, valueAt, valueSize))) wrong.push(name);
    ++given;
    return 0;
  };
  host.headers.set(":path", "/results");
  deliver("proxy_on_context_create", 2, 1);

  return (times) => {
    given = 0;
    for (let i = 0; i < times; ++i) {
      values.set("first", some()).set("second", some());
      deliver("proxy_on_request_headers", 2, 1, 1);
    }
    return given === 4 * times ? wrong : [...wrong, `${given} results`];
  };

  /** Mostly few bytes, now and then many. */
  function some(): Buffer {
    const size = Math.floor(random() ** 16 * longest);
    const from = Math.floor(random() * (longest - size));
    return letters.subarray(from, from + size);
  }
}
