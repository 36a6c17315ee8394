import { observe } from "../support/observe.ts";
import type { Scenario } from "../support/scenario.ts";

const sides = ["request", "response"];
const places = sides.flatMap((side) => ["headers", "body", "trailers"].map((part) => `${side}-${part}`));

/** Pausing, going on at a tick, closing and answering, in each callback of a stream. */
export const flowScenarios: Scenario[] = ["park", "same", "close", "reply", "reply-later"].map((how) => ({
  name: `${how} in each callback`,
  async run(load) {
    await using filter = await load("flow", {
      upstream: (request) => ({
        headers: { "x-up": "1" },
        body: ["response ", "body"],
        ...(request.path.endsWith("body") ? {} : { trailers: { "x-up-end": "1" } }),
      }),
    });
    const seen = [];
    for (const where of how === "reply-later" ? places.slice(0, 4) : places) {
      const body = ["request ", "body"];
      // Trailers would end the pause of a body
      const trailers = where.endsWith("body") ? {} : { "x-end": "1" };
      const { upstreams, ...rest } = observe(await filter.request({ path: `/${how}/${where}`, body, trailers }));
      // Whether the first parts were on their way before the stream was closed is a matter of microseconds
      seen.push(endsEarly(how, where) ? rest : { ...rest, upstreams });
    }
    return seen;
  },
}));

/** Whether the stream ends while its request is still coming. */
function endsEarly(how: string, where: string): boolean {
  return /close|reply/.test(how) && where.startsWith("request");
}
