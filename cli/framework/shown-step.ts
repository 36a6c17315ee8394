import type { Step } from "../../core/index.ts";
import type { CommandContext } from "./context.ts";

/**
 * Does work under a step that shows how it goes: it ends well when the work does, and badly when it throws.
 *
 * @param done What the step says in the end.
 */
export async function shownStep<T>(
  { progress }: Pick<CommandContext, "progress">,
  label: string,
  done: (result: T) => string,
  work: (step: Step) => Promise<T>,
): Promise<T> {
  const step = progress.step(label);
  try {
    const result = await work(step);
    step.done(done(result));
    return result;
  } catch (error) {
    step.fail();
    throw error;
  }
}
