import { MeshWasmError } from "../../core/index.ts";
import { checked, type Digest, isDigest } from "../digest.ts";
import type { ImageStore, StoredManifest } from "../image-store.ts";
import { type Descriptor, encodeJson, type ImageIndex, isIndex, parseManifest } from "../manifest.ts";
import { manifestTypes } from "../media-types.ts";
import { indexFile, type LayoutFiles, parseIndex, pathOf } from "./layout-files.ts";

const layoutFile = "oci-layout";
/** The annotation that holds a tag. */
const refName = "org.opencontainers.image.ref.name";

/** Images in OCI's image layout: a folder or an archive that needs no registry, and that oras, crane, skopeo and Docker read. */
export class LayoutStore implements ImageStore {
  readonly name: string;
  private readonly files: LayoutFiles;

  constructor(files: LayoutFiles) {
    this.name = files.name;
    this.files = files;
  }

  async readManifest(reference: string): Promise<StoredManifest> {
    const descriptor = await this.find(reference);
    return { descriptor, bytes: await this.readBlob(descriptor) };
  }

  async readBlob({ digest, size }: Descriptor): Promise<Uint8Array> {
    const bytes = await this.files.read(pathOf(digest));
    if (!bytes) throw new MeshWasmError("MW0704", `${this.name} has no ${digest}`);
    return checked(bytes, digest, size, `${digest} in ${this.name}`);
  }

  hasBlob({ digest }: Descriptor): Promise<boolean> {
    return this.files.has(pathOf(digest));
  }

  async writeBlob(blob: Descriptor, read: () => Promise<Uint8Array>): Promise<void> {
    await this.files.write(pathOf(blob.digest), await read());
  }

  async writeManifest({ descriptor, bytes }: StoredManifest, tag?: string): Promise<void> {
    await this.files.write(pathOf(descriptor.digest), bytes);
    const index = await this.index();
    // A tag has one image, and an image that has a tag needs no entry without one
    const others = index.manifests.filter((entry) =>
      tag === undefined ? entry.digest !== descriptor.digest : tagOf(entry) !== tag && !isUntagged(entry, descriptor),
    );
    const hasTag =
      tag === undefined && index.manifests.some((entry) => entry.digest === descriptor.digest && tagOf(entry));
    const { annotations: _, ...plain } = descriptor;
    const entry: Descriptor = tag === undefined ? plain : { ...plain, annotations: { [refName]: tag } };
    const manifests = hasTag ? index.manifests : [...others, entry];
    if (!(await this.files.has(layoutFile)))
      await this.files.write(layoutFile, encodeJson({ imageLayoutVersion: "1.0.0" }));
    await this.files.write(indexFile, encodeJson({ ...index, manifests }));
  }

  async tags(): Promise<string[]> {
    const { manifests } = await this.index();
    return manifests.flatMap((entry) => tagOf(entry) ?? []).sort();
  }

  async referrers(subject: Digest): Promise<Descriptor[]> {
    const { manifests } = await this.index();
    const found: Descriptor[] = [];
    for (const entry of manifests) {
      const manifest = parseManifest(await this.readBlob(entry), entry.mediaType, `${this.name}@${entry.digest}`);
      if (isIndex(manifest) || manifest.subject?.digest !== subject) continue;
      const artifactType = manifest.artifactType ?? manifest.config.mediaType;
      found.push({ ...entry, artifactType, ...(manifest.annotations && { annotations: manifest.annotations }) });
    }
    return found;
  }

  private async find(reference: string): Promise<Descriptor> {
    const { manifests } = await this.index();
    const found = isDigest(reference)
      ? (manifests.find(({ digest }) => digest === reference) ?? (await this.inside(reference)))
      : manifests.find((entry) => tagOf(entry) === reference);
    if (found) return found;
    const tags = await this.tags();
    throw new MeshWasmError("MW0704", `${this.name} has no image \`${reference}\``, {
      details: [tags.length > 0 ? `there are: ${tags.join(", ")}` : "it has no tags"],
    });
  }

  /** A manifest that only another one names, such as an index. */
  private async inside(digest: Digest): Promise<Descriptor | undefined> {
    const bytes = await this.files.read(pathOf(digest));
    if (!bytes) return undefined;
    for (const mediaType of manifestTypes) {
      try {
        parseManifest(bytes, mediaType, digest);
        return { mediaType, digest, size: bytes.length };
      } catch {
        // it is of another kind
      }
    }
    return undefined;
  }

  private async index(): Promise<ImageIndex> {
    return parseIndex(await this.files.read(indexFile), this.name);
  }
}

/** crane and Docker may write a whole reference; its tag is what counts. */
function tagOf({ annotations }: Descriptor): string | undefined {
  const name = annotations?.[refName];
  return name?.slice(name.lastIndexOf(":") + 1);
}

function isUntagged(entry: Descriptor, { digest }: Descriptor): boolean {
  return entry.digest === digest && tagOf(entry) === undefined;
}
