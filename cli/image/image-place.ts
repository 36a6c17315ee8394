import { isOffline, MeshWasmError } from "../../core/index.ts";
import type { Digest } from "../../registry/digest.ts";
import type { ImageStore } from "../../registry/image-store.ts";
import { openRepository } from "../../registry/open-repository.ts";
import { parseReference, showReference } from "../../registry/reference.ts";
import type { CommandContext } from "../framework/context.ts";
import type { RegistryArguments } from "./options.ts";
import { registryOptionsOf } from "./registry-options.ts";

/** An image, or where one is to go, as the command line names it. */
export interface ImagePlace {
  store: ImageStore;
  tag: string | undefined;
  /** Goes before the tag. */
  digest: Digest | undefined;
  /** The name without tag and digest. */
  name: string;
  /** The registry; undefined for a folder or file. */
  registry: string | undefined;
  repository: string | undefined;
  /** Has what was written reach the disk; nothing to do for a registry. */
  save(): Promise<void>;
}

/** What says where an image is. */
export interface PlaceArguments extends RegistryArguments {
  ociLayout: boolean;
}

/**
 * Finds out where an image is.
 *
 * @param alsoReads Repositories of the same registry from which blobs are taken over.
 * @throws MeshWasmError MW0701 for what is no reference, and as {@link registryOptionsOf}
 */
export async function imagePlace(
  ctx: CommandContext,
  text: string,
  args: PlaceArguments,
  alsoReads: readonly string[] = [],
): Promise<ImagePlace> {
  if (args.ociLayout) {
    const { layoutPlace } = await import("./layout-place.ts");
    return layoutPlace(ctx, text);
  }
  const reference = parseReference(text);
  const { registry, repository, tag, digest } = reference;
  if (isOffline(ctx)) {
    throw new MeshWasmError("MW0705", `${registry} is not asked: mesh-wasm is offline`, {
      hint: "leave out --offline and MESH_WASM_OFFLINE, or use --oci-layout",
    });
  }
  const store = openRepository(ctx, { registry, repository, alsoReads }, registryOptionsOf(ctx, args));
  const name = showReference({ registry, repository, tag: undefined, digest: undefined });
  return { store, tag, digest, name, registry, repository, async save() {} };
}

/** The word by which its store knows an image. */
export function referenceIn({ tag, digest, name }: ImagePlace): string {
  const reference = digest ?? tag;
  if (reference !== undefined) return reference;
  throw new MeshWasmError("MW0701", `"${name}" says not which image`, { hint: "add :TAG or @DIGEST" });
}

/**
 * The place that an image is to go to, which cannot be told which digest it will have.
 *
 * @throws MeshWasmError MW0701
 */
export function targetPlace(place: ImagePlace): ImagePlace {
  if (place.digest === undefined) return place;
  throw new MeshWasmError(
    "MW0701",
    `an image cannot go to "${place.name}@${place.digest}": it has a digest of its own`,
    {
      hint: "name a tag, or nothing, in place of the digest",
    },
  );
}
