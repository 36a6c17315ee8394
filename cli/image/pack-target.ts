// Files are read at once: what reads them bit by bit takes longer to load
import { readFileSync } from "node:fs";
import { join } from "node:path";
// No more than what a module that is there already needs: the rest of the room takes longer to load than all of a push
import { assertModule } from "../../module/check/assert-module.ts";
import { type ModuleOutline, readModule, readOutline } from "../../module/read/index.ts";
import { digestOf } from "../../registry/digest.ts";
import type { ImageContent } from "../../registry/layout/image-content.ts";
import type { CommandContext } from "../framework/context.ts";
import { oneTarget, type Target } from "../run/target.ts";
import { parseAnnotations } from "./annotations.ts";

/** A module with all that goes into its image. */
export interface PackedTarget {
  name: string;
  content: ImageContent;
  target: Target;
  module: ModuleOutline;
  /** Absolute path of the module. */
  file: string;
}

/** What of a project's `package.json` stands in its images. */
interface PackageFields {
  version?: unknown;
  description?: unknown;
  license?: unknown;
  homepage?: unknown;
}

/**
 * Gets what goes into an image: builds the filter in release mode, or takes the module that is there, and looks whether Envoy
 * could load it.
 *
 * @throws MeshWasmError as building does, MW03xx for a module that Envoy could not load, MW0103 for a wrong annotation
 */
export async function packTarget(
  ctx: CommandContext,
  word: string | undefined,
  annotations: readonly string[],
): Promise<PackedTarget> {
  const given = parseAnnotations(annotations);
  const target = await oneTarget(ctx, word);
  const file = await fileOf(ctx, target);
  const bytes = readFileSync(file);
  // Node reads instructions sooner than we do; why it does not take a module, we say better
  const module = WebAssembly.validate(bytes) ? readOutline(bytes) : readModule(bytes);
  const name = target.kind === "filter" ? target.filter.name : target.name;
  assertModule(module, target.kind === "filter" ? name : target.given);
  const folder = target.kind === "filter" ? target.project.directory : undefined;
  const files = filesOf(folder, module);
  const own = { ...packageAnnotations(folder), ...moduleAnnotations(name, module, bytes) };
  const content: ImageContent = {
    module: bytes,
    files,
    annotations: { ...own, ...given },
    rootIds: module.metadata?.rootIds ?? [],
    abi: module.abiVersion ?? "0.2.1",
  };
  return { name, content, target, module, file };
}

/** The path of a target's module, which is built first where it is a filter of the project. */
export async function fileOf(ctx: CommandContext, target: Target): Promise<string> {
  if (target.kind === "module") return target.file;
  const { buildTarget } = await import("./build-target.ts");
  return buildTarget(ctx, target);
}

/** What a user of the image wants beside the module. */
function filesOf(folder: string | undefined, { metadata }: ModuleOutline): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const name of folder === undefined ? [] : ["LICENSE", "README.md"]) {
    const bytes = readIfThere(join(folder as string, name));
    if (bytes) files.set(name, bytes);
  }
  for (const [rootId, schema] of Object.entries(metadata?.configuration ?? {})) {
    files.set(`${rootId}.schema.json`, new TextEncoder().encode(`${JSON.stringify(schema, null, 2)}\n`));
  }
  return files;
}

function packageAnnotations(folder: string | undefined): Record<string, string> {
  if (folder === undefined) return {};
  const text = readIfThere(join(folder, "package.json"))?.toString("utf8") ?? "{}";
  const { description, license, homepage } = JSON.parse(text) as PackageFields;
  return textsOf({
    "org.opencontainers.image.description": description,
    "org.opencontainers.image.licenses": license,
    "org.opencontainers.image.url": homepage,
  });
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** The digest of the module is what Envoy and Istio want where they fetch a module by HTTP. */
function moduleAnnotations(
  name: string,
  { metadata, abiVersion }: ModuleOutline,
  bytes: Uint8Array,
): Record<string, string> {
  return textsOf({
    "org.opencontainers.image.title": metadata?.name ?? name,
    "org.opencontainers.image.version": metadata?.version,
    "io.mesh-wasm.abi": abiVersion,
    "io.mesh-wasm.module.digest": digestOf(bytes),
    "io.mesh-wasm.root-ids": metadata?.rootIds.join(","),
    "io.mesh-wasm.sdk": metadata?.sdk,
    "io.mesh-wasm.sources": metadata?.sources,
  });
}

function textsOf(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== "",
    ),
  );
}
