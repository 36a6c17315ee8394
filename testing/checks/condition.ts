import { testError } from "../errors/test-error.ts";
import { isPromise } from "../wait/is-promise.ts";
import { check } from "./check.ts";
import { callback } from "./schemas.ts";

/** What a test waits for, asked in a way that refuses promises: they would be true whatever comes of them. */
export function conditionOf(happened: () => boolean): () => boolean {
  check(callback(), happened, "the condition of `until`");
  return () => {
    const answer: unknown = happened();
    if (!isPromise(answer)) return Boolean(answer);
    throw testError("MW0415", "the condition of `until` cannot give a promise", {
      hint: "it says at once whether it is so, and is asked again",
    });
  };
}
