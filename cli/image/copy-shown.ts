import type { CopyOptions, Descriptor } from "../../registry/index.ts";
import { formatSize } from "../config/size.ts";
import type { CommandContext } from "../framework/context.ts";

/** Shows a copy while it goes on: how much of it is through. */
export async function copyShown(
  ctx: CommandContext,
  label: string,
  where: string,
  copy: (onBlob: NonNullable<CopyOptions["onBlob"]>) => Promise<Descriptor>,
): Promise<Descriptor> {
  const step = ctx.progress.step(label);
  let sent = 0;
  let there = 0;
  try {
    const descriptor = await copy((blob, state) => {
      if (state === "done") sent += blob.size;
      if (state === "there") there += blob.size;
      step.update(`${formatSize(sent)} sent`);
    });
    step.done(`${formatSize(sent)} sent${there > 0 ? `, ${formatSize(there)} ${where} has already` : ""}`);
    return descriptor;
  } catch (error) {
    step.fail();
    throw error;
  }
}
