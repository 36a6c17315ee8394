import { relative, sep } from "node:path";
import type { ModuleMetadata } from "../../module/index.ts";
import type { BuildFacts } from "../../registry/provenance/build-facts.ts";
import type { CommandContext } from "../framework/context.ts";
import type { Target } from "../run/target.ts";
import { builderOf } from "./builder.ts";
import { lockedPackages } from "./locked-packages.ts";
import { sourceCommit } from "./source-commit.ts";

/**
 * How a filter of the project was built, for a statement about it.
 *
 * @param metadata Of the module that the build gave.
 * @throws MeshWasmError MW0107 for a lock file that cannot be read
 */
export async function buildFacts(
  ctx: CommandContext,
  { project, filter }: Extract<Target, { kind: "filter" }>,
  metadata: ModuleMetadata,
): Promise<BuildFacts> {
  const { directory } = project;
  const source = await sourceCommit(ctx, directory);
  if (!source)
    ctx.warn("there is no commit of Git, so the provenance does not say from which one the filter was built");
  if (source?.isChanged) ctx.warn("files were changed since the last commit, and the provenance says so");
  return {
    parameters: {
      filter: filter.name,
      entry: relative(directory, filter.entry).split(sep).join("/"),
      version: metadata.version,
      mode: metadata.mode,
    },
    source,
    sources: metadata.sources,
    packages: metadata.packages,
    locked: await lockedPackages(directory),
    builder: {
      ...builderOf(ctx.env),
      versions: { "mesh-wasm": metadata.sdk, node: ctx.nodeVersion.replace(/^v/, "") },
    },
  };
}
