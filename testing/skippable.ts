import { isUnsupported } from "./unsupported.ts";

/** What a test runner gives to a test: that of vitest, of node:test, and of others has this. */
export interface SkipContext {
  skip(reason?: string): void;
}

/**
 * A test that is skipped, with the reason, where the engine cannot do what it needs. With `mesh-wasm test`, or the setup file
 * `mesh-wasm/testing/vitest`, vitest does that for every test.
 *
 * @example
 * import test from "node:test";
 *
 * test("a token ends", skippable(async () => {
 *   await using filter = await loadFilter("auth", { now: "2030-01-01" });
 * }));
 */
export function skippable<C extends SkipContext>(
  test: (context: C) => void | Promise<void>,
): (context: C) => Promise<void> {
  return async (context) => {
    try {
      await test(context);
    } catch (error) {
      if (!isUnsupported(error)) throw error;
      context.skip(error.message);
    }
  };
}
