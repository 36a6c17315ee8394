import { MeshWasmError } from "../../core/index.ts";
import { choice } from "../checks/schemas.ts";

/**
 * The error for a plugin whose module registers none of its root id: the same on every engine, with the one that was meant. Any
 * other error is given back as it is.
 */
export function orUnknownRootId(error: unknown): unknown {
  if (!(error instanceof MeshWasmError)) return error;
  const told = [error.message, ...error.details].join("\n");
  // Said by our SDK
  const [, asked, registered] = /no plugin is registered for root id "(.*)", only for( ".*")/.exec(told) ?? [];
  const [, plugin] = /plugin "(.*?)"/.exec(error.message) ?? [];
  if (asked === undefined || registered === undefined) return error;
  const rootIds = Array.from(registered.matchAll(/"([^"]*)"/g), ([, rootId = ""]) => rootId);
  const message = `the module of plugin "${plugin}" has no root id "${asked}", only "${rootIds.join('", "')}"`;
  return new MeshWasmError("MW0535", message, {
    hint: `\`rootId\` says which: ${choice(asked, rootIds)}`,
    cause: error,
  });
}
