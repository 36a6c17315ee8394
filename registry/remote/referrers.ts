import { type Digest, digestOf } from "../digest.ts";
import { type Descriptor, encodeJson, type ImageIndex, type ImageManifest, parseManifest } from "../manifest.ts";
import { indexType } from "../media-types.ts";
import { refused } from "./failure.ts";
import type { HttpResponse } from "./http-client.ts";
import { nextPage } from "./next-page.ts";
import type { RemoteRepository } from "./remote-repository.ts";
import type { Session } from "./session.ts";

const mostPages = 100;
const largestPage = 4 << 20;

/**
 * The manifests that tell of another one: of a registry's referrers API, or of the index under the tag `sha256-HEX` where it has
 * none (OCI distribution specification, "Referrers Tag Schema").
 */
export async function findReferrers(
  repository: RemoteRepository,
  session: Session,
  subject: Digest,
): Promise<Descriptor[]> {
  const found: Descriptor[] = [];
  let path: string | URL | undefined = `/v2/${repository.repository}/referrers/${subject}`;
  for (let page = 0; path !== undefined && page < mostPages; ++page) {
    const answer: HttpResponse = await session.send({ method: "GET", path, actions: "pull", limit: largestPage });
    if (answer.status === 404) return taggedReferrers(repository, subject);
    if (answer.status !== 200) throw refused(answer, `list what refers to ${repository.name}@${subject}`);
    found.push(...manifestsIn(answer.body, `what refers to ${repository.name}@${subject}`));
    path = nextPage(answer);
  }
  return found;
}

/** Adds a manifest to the index of those that refer to another one, in a registry without the API for it. */
export async function addReferrer(
  repository: RemoteRepository,
  subject: Digest,
  descriptor: Descriptor,
  manifest: ImageManifest,
): Promise<void> {
  const others = (await taggedReferrers(repository, subject)).filter(({ digest }) => digest !== descriptor.digest);
  const { mediaType, digest, size } = descriptor;
  const entry: Descriptor = {
    mediaType,
    digest,
    size,
    artifactType: manifest.artifactType ?? manifest.config.mediaType,
    ...(manifest.annotations && { annotations: manifest.annotations }),
  };
  const index: ImageIndex = { schemaVersion: 2, mediaType: indexType, manifests: [...others, entry] };
  const bytes = encodeJson(index);
  const stored = { descriptor: { mediaType: indexType, digest: digestOf(bytes), size: bytes.length }, bytes };
  await repository.writeManifest(stored, tagOf(subject));
}

async function taggedReferrers(repository: RemoteRepository, subject: Digest): Promise<Descriptor[]> {
  const tag = tagOf(subject);
  const index = await repository.findManifest(tag);
  return index ? manifestsIn(index.bytes, `${repository.name}:${tag}`) : [];
}

function manifestsIn(bytes: Uint8Array, what: string): Descriptor[] {
  return [...(parseManifest(bytes, indexType, what) as ImageIndex).manifests];
}

function tagOf(digest: Digest): string {
  return digest.replace(":", "-");
}
