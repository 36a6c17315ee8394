import { readFileSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { isOffline, MeshWasmError } from "../../core/index.ts";
import type { ImageSource, ModuleSource } from "../../mesh/index.ts";
import { readModule as parseModule, type WasmModule } from "../../module/index.ts";
import { digestOf, parseReference, type Reference, readModule, showReference } from "../../registry/index.ts";
import type { CommandContext } from "../framework/context.ts";
import { shownStep } from "../framework/shown-step.ts";
import { imagePlace, referenceIn } from "../image/image-place.ts";
import type { PluginArguments } from "./options.ts";

/** A module and where proxies find it. */
export interface FoundModule {
  source: ModuleSource;
  /** Undefined where it lies beside the proxy alone, and cannot be looked into from here. */
  module: WasmModule | undefined;
}

/**
 * Finds the module that is to be loaded and looks into it: an image, which is asked of its registry and pinned by its digest;
 * one on a web server; one beside the proxy.
 *
 * @throws MeshWasmError MW0103 where it is said twice or not at all, MW0107, MW0906, and as registries do
 */
export async function findModule(
  ctx: CommandContext,
  image: string | undefined,
  args: PluginArguments,
): Promise<FoundModule> {
  const { url, file } = args;
  const said = [image, url, file].filter((each) => each !== undefined).length;
  if (said === 0) {
    throw new MeshWasmError("MW0103", "which module is to be loaded is not said", {
      hint: "name an image, such as ghcr.io/acme/canary:1.0.0, or give --url or --file",
    });
  }
  if (said > 1) {
    throw new MeshWasmError("MW0103", "the module is named twice", { hint: "give an image, --url or --file" });
  }
  if (url !== undefined) return onWebServer(ctx, url, args);
  if (file !== undefined) return besideProxy(ctx, file, args);
  return inImage(ctx, image as string, args);
}

async function inImage(ctx: CommandContext, reference: string, args: PluginArguments): Promise<FoundModule> {
  if (args.module !== undefined) return pinnedImage(ctx, reference, args.module, args);
  const place = await imagePlace(ctx, reference, { ...args, ociLayout: false });
  const found = await shownStep(
    ctx,
    `reading ${reference}`,
    () => `read ${reference}`,
    () => readModule(place.store, referenceIn(place)),
  );
  const { digest } = found.manifest.descriptor;
  return { source: imageSource(parseReference(reference), digest, args), module: parseModule(found.module) };
}

/** Without a registry: the digest is the user's to say. */
function pinnedImage(ctx: CommandContext, text: string, file: string, args: PluginArguments): FoundModule {
  const reference = parseReference(text);
  if (reference.digest === undefined) {
    throw new MeshWasmError("MW0103", `with --module no registry is asked, and ${text} has no digest`, {
      hint: "add @sha256:…, which `mesh-wasm push` has printed, or leave out --module",
    });
  }
  return { source: imageSource(reference, reference.digest, args), module: parseModule(readFile(ctx, file)) };
}

function imageSource(reference: Reference, digest: string, { pullSecret, pullPolicy }: PluginArguments): ImageSource {
  const { registry, repository, tag } = reference;
  const name = showReference({ registry, repository, tag: undefined, digest: undefined });
  return {
    kind: "image",
    repository: name,
    digest,
    ...(tag !== undefined && { tag }),
    ...(pullSecret !== undefined && { pullSecret }),
    ...(pullPolicy !== undefined && { pullPolicy }),
  };
}

async function onWebServer(ctx: CommandContext, url: string, args: PluginArguments): Promise<FoundModule> {
  if (!/^https?:\/\/[^/]/.test(url)) {
    throw new MeshWasmError("MW0103", `--url ${url} is not the address of a web server`, {
      hint: "it begins with https:// or http://; an image is named without --url",
    });
  }
  const bytes = args.module === undefined ? await download(ctx, url) : readFile(ctx, args.module);
  const cluster = args.fetchCluster === undefined ? {} : { cluster: args.fetchCluster };
  const sha256 = digestOf(bytes).slice("sha256:".length);
  return { source: { kind: "http", url, sha256, ...cluster }, module: parseModule(bytes) };
}

function besideProxy(ctx: CommandContext, path: string, args: PluginArguments): FoundModule {
  if (!isAbsolute(path)) {
    throw new MeshWasmError("MW0103", `--file ${path} is not absolute`, { hint: "name the path where the proxy runs" });
  }
  const module = args.module === undefined ? undefined : parseModule(readFile(ctx, args.module));
  return { source: { kind: "file", path }, module };
}

async function download(ctx: CommandContext, url: string): Promise<Uint8Array> {
  const hint = "name the module with --module FILE";
  if (isOffline(ctx)) throw new MeshWasmError("MW0906", `${url} is not asked: mesh-wasm is offline`, { hint });
  let answer: Response;
  try {
    answer = await fetch(url, { signal: ctx.signal });
  } catch (cause) {
    throw new MeshWasmError("MW0906", `${url} cannot be fetched`, { details: [reasonOf(cause)], hint, cause });
  }
  if (!answer.ok) throw new MeshWasmError("MW0906", `${url} answered ${answer.status} ${answer.statusText}`, { hint });
  return new Uint8Array(await answer.arrayBuffer());
}

/** What `fetch` says is that it failed; why stands behind. */
function reasonOf(cause: unknown): string {
  const { message, cause: inner } = cause as Error;
  return inner instanceof Error ? inner.message : message;
}

function readFile(ctx: CommandContext, path: string): Uint8Array {
  try {
    return readFileSync(resolve(ctx.cwd, path));
  } catch (cause) {
    throw new MeshWasmError("MW0107", `cannot read ${path}`, { details: [(cause as Error).message], cause });
  }
}
