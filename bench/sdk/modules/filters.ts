import { join } from "node:path";
import { packageRoot } from "../../../module/index.ts";

/** What the compared filters do: `mirror` copies request headers into the response, `orders` reads a field of a JSON body. */
export type FilterName = "mirror" | "orders";

export const filterNames: readonly FilterName[] = ["mirror", "orders"];

/** Where the sources of the compared filters are. */
export const filtersFolder = join(packageRoot(), "bench/filters");
