import type { FilterOptions, TestFilter } from "../../../testing/index.ts";

/** Loads the plugin of the probes that has this root id. */
export type Load = (rootId: string, options?: FilterOptions) => Promise<TestFilter>;

/** What is done with a filter on each engine: it gives what it has seen, which must be the same on all of them. */
export interface Scenario {
  name: string;
  /** Engines that cannot take part, and why. */
  run(load: Load): Promise<unknown>;
}
