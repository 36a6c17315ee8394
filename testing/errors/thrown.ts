import { isNativeError } from "node:util/types";
import { shown } from "./shown.ts";
import { testError } from "./test-error.ts";

/**
 * What the function of an upstream has thrown, as an error. One that is an error already has the line of the test, and whatever
 * test runners read from it; anything else says nothing of where it is from.
 */
export function thrownIn(cluster: string, thrown: unknown): unknown {
  if (thrown instanceof Error || isNativeError(thrown)) return thrown;
  return testError("MW0415", `the upstream of the cluster "${cluster}" has thrown ${shown(thrown)}`, {
    hint: "throw an Error, which says where it is from",
  });
}
