import type { CopyOptions, Descriptor } from "../../registry/index.ts";
import { formatSize } from "../config/size.ts";
import type { CommandContext } from "../framework/context.ts";

/** Shows a copy while it goes on: how much of it is through. */
export async function copyShown(
  ctx: CommandContext,
  [doing, done]: readonly [doing: string, done: string],
  what: string,
  copy: (onBlob: NonNullable<CopyOptions["onBlob"]>) => Promise<Descriptor>,
): Promise<Descriptor> {
  const step = ctx.progress.step(`${doing} ${what}`);
  let sent = 0;
  let there = 0;
  try {
    const descriptor = await copy((blob, state) => {
      if (state === "done") sent += blob.size;
      if (state === "there") there += blob.size;
      step.update(`${formatSize(sent)} sent`);
    });
    const already = there > 0 ? `, ${formatSize(there)} were there already` : "";
    step.done(`${done} ${what}: ${formatSize(sent)} sent${already}`);
    return descriptor;
  } catch (error) {
    step.fail();
    throw error;
  }
}
