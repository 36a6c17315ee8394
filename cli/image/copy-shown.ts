import type { CopyOptions, Descriptor } from "../../registry/index.ts";
import { formatSize } from "../config/size.ts";
import type { CommandContext } from "../framework/context.ts";
import { shownStep } from "../framework/shown-step.ts";

/** Shows a copy while it goes on: how much of it is through. */
export async function copyShown(
  ctx: CommandContext,
  [doing, done]: readonly [doing: string, done: string],
  what: string,
  copy: (onBlob: NonNullable<CopyOptions["onBlob"]>) => Promise<Descriptor>,
): Promise<Descriptor> {
  let sent = 0;
  let there = 0;

  function summary(): string {
    const already = there > 0 ? `, ${formatSize(there)} were there already` : "";
    return `${done} ${what}: ${formatSize(sent)} sent${already}`;
  }

  return shownStep(ctx, `${doing} ${what}`, summary, (step) =>
    copy((blob, state) => {
      if (state === "done") sent += blob.size;
      if (state === "there") there += blob.size;
      step.update(`${formatSize(sent)} sent`);
    }),
  );
}
