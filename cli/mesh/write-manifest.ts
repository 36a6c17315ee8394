import { jsonText, type ManifestDocument, yamlText } from "../../mesh/index.ts";
import type { CommandContext } from "../framework/context.ts";
import { writeOutput } from "../framework/write-output.ts";
import { manifestFor, type TargetArguments } from "./manifest-for.ts";
import type { ManifestTarget, PluginArguments } from "./options.ts";
import { pluginFrom } from "./plugin-from.ts";

/** What `manifest` is called with. */
interface ManifestArguments extends PluginArguments, TargetArguments {
  target: ManifestTarget;
  image: string | undefined;
  output: string | undefined;
}

/** A manifest that was written. */
export interface WrittenManifest {
  target: ManifestTarget;
  /** Absolute path; null where it went to the standard output. */
  file: string | null;
  documents: readonly ManifestDocument[];
  /** What whoever applies it should know. */
  notes: readonly string[];
  /** The documents as YAML, for Consul as JSON. */
  text: string;
}

/**
 * Writes the manifest of a plugin.
 *
 * @throws MeshWasmError as {@link pluginFrom} and {@link manifestFor}, MW0108 where the file cannot be written
 */
export async function writeManifest(ctx: CommandContext, args: ManifestArguments): Promise<WrittenManifest> {
  const plugin = await pluginFrom(ctx, args.image, args);
  const { documents, notes } = manifestFor(args.target, plugin, args);
  for (const note of notes) ctx.warn(note);
  // `consul config write` reads no YAML
  const text = args.target === "consul" ? documents.map(jsonText).join("") : yamlText({ documents, notes });
  const file = args.output === undefined ? null : await writeOutput(ctx, args.output, text);
  return { target: args.target, file, documents, notes, text };
}
