/** What a program is to measure: so many exchanges, or so many loads of a module with one exchange each. */
export type Order = { exchanges: number } | { loads: number };

/** What it has measured. */
export interface Answer {
  /** CPU time of the process, in microseconds of one exchange. */
  microseconds: number;
  /** Time of each load with its exchange, in milliseconds. */
  milliseconds: number[];
  /** Headers of the last response. */
  headers: [name: string, value: string][];
}

/** A host as the programs measure it. */
export interface Measured {
  /** One request and its response, with a module that is loaded already. */
  exchange(): Answer["headers"] | Promise<Answer["headers"]>;
  /** The same, with a module that nobody has seen before. */
  load(module: Uint8Array): Answer["headers"] | Promise<Answer["headers"]>;
}

/** Answers orders of the parent for as long as it lives. */
export function serve(module: Uint8Array, { exchange, load }: Measured): void {
  let loads = 0;

  async function carryOut(order: Order): Promise<Answer> {
    const answer: Answer = { microseconds: 0, milliseconds: [], headers: [] };
    if ("exchanges" in order) {
      const started = process.cpuUsage();
      for (let done = 0; done < order.exchanges; ++done) {
        const headers = exchange();
        answer.headers = headers instanceof Promise ? await headers : headers;
      }
      const { user, system } = process.cpuUsage(started);
      answer.microseconds = (user + system) / order.exchanges;
      return answer;
    }
    for (let done = 0; done < order.loads; ++done) {
      loads += 1;
      const fresh = distinct(module, loads);
      const started = performance.now();
      answer.headers = await load(fresh);
      answer.milliseconds.push(performance.now() - started);
    }
    return answer;
  }

  process.on("message", async (order: Order) => process.send?.(await carryOut(order)));
  process.on("disconnect", () => process.exit());
  process.send?.("ready");
}

/** The module with another custom section each time: the engine knows modules that it has compiled before by their bytes. */
function distinct(module: Uint8Array, number: number): Uint8Array {
  const content = new TextEncoder().encode(`\u0005bench${String(number).padStart(8, "0")}`);
  const section = Uint8Array.of(0, content.length, ...content);
  const bytes = new Uint8Array(module.length + section.length);
  bytes.set(module);
  bytes.set(section, module.length);
  return bytes;
}
