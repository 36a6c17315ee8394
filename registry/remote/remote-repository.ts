import { MeshWasmError } from "../../core/index.ts";
import { checked, type Digest, digestOf, isDigest } from "../digest.ts";
import type { ImageSource, ImageStore, StoredManifest } from "../image-store.ts";
import { type Descriptor, largestManifest, parseManifest } from "../manifest.ts";
import { manifestTypes } from "../media-types.ts";
import { download } from "./download.ts";
import { refused } from "./failure.ts";
import type { HttpResponse } from "./http-client.ts";
import { nextPage } from "./next-page.ts";
import { addReferrer, findReferrers } from "./referrers.ts";
import type { Session } from "./session.ts";
import { upload } from "./upload.ts";

const smallAnswer = 4 << 20;
const mostPages = 1000;
const actions = "pull,push";

/** A repository of a registry, by the OCI distribution specification. */
export class RemoteRepository implements ImageStore {
  readonly name: string;
  readonly registry: string;
  readonly repository: string;
  private readonly session: Session;
  private readonly signal: AbortSignal;

  constructor(registry: string, repository: string, session: Session, signal: AbortSignal) {
    this.name = `${registry}/${repository}`;
    this.registry = registry;
    this.repository = repository;
    this.session = session;
    this.signal = signal;
  }

  async readManifest(reference: string): Promise<StoredManifest> {
    const manifest = await this.findManifest(reference);
    if (manifest) return manifest;
    throw await this.missing(reference);
  }

  /** As {@link readManifest}; undefined where there is none. */
  async findManifest(reference: string): Promise<StoredManifest | undefined> {
    const answer = await this.session.send({
      method: "GET",
      path: this.manifestPath(reference),
      actions: "pull",
      headers: { accept: manifestTypes.join(", ") },
      limit: largestManifest,
    });
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw refused(answer, `read ${this.name}`);
    const what = `the manifest of ${this.name}${isDigest(reference) ? "@" : ":"}${reference}`;
    return { descriptor: describe(answer, reference, what), bytes: answer.body };
  }

  async readBlob({ digest, size }: Descriptor): Promise<Uint8Array> {
    const { session, repository, signal } = this;
    return checked(
      await download(digest, size, { session, repository, signal }),
      digest,
      size,
      `${digest} of ${this.name}`,
    );
  }

  async hasBlob({ digest }: Descriptor): Promise<boolean> {
    const path = `/v2/${this.repository}/blobs/${digest}`;
    const answer = await this.session.send({ method: "HEAD", path, actions, limit: 0 });
    if (answer.status === 200 || answer.status === 404) return answer.status === 200;
    throw refused(answer, `push to ${this.name}`);
  }

  async writeBlob({ digest }: Descriptor, read: () => Promise<Uint8Array>, from?: ImageSource): Promise<void> {
    const begun = await this.mount(digest, from);
    if (begun === "mounted") return;
    const { session, repository, signal } = this;
    await upload(await read(), digest, { session, repository, signal }, begun);
  }

  async writeManifest({ descriptor, bytes }: StoredManifest, tag?: string): Promise<void> {
    const { digest, mediaType } = descriptor;
    const answer = await this.session.send({
      method: "PUT",
      path: this.manifestPath(tag ?? digest),
      actions,
      headers: { "content-type": mediaType },
      body: bytes,
      limit: smallAnswer,
    });
    if (answer.status !== 201) throw refused(answer, `push to ${this.name}`);
    const stored = answer.headers["docker-content-digest"];
    if (stored !== undefined && stored !== digest) {
      throw new MeshWasmError("MW0710", `${this.name} has stored another manifest than it was given`, {
        details: [`given:  ${digest}`, `stored: ${stored}`],
      });
    }
    const manifest = parseManifest(bytes, mediaType, `${this.name}@${digest}`);
    // A registry that knows of referrers says so by this header
    if ("subject" in manifest && manifest.subject && answer.headers["oci-subject"] === undefined) {
      await addReferrer(this, manifest.subject.digest, descriptor, manifest);
    }
  }

  async tags(): Promise<string[]> {
    const tags = new Set<string>();
    let path: string | URL | undefined = `/v2/${this.repository}/tags/list`;
    for (let page = 0; path !== undefined && page < mostPages; ++page) {
      const answer: HttpResponse = await this.session.send({
        method: "GET",
        path,
        actions: "pull",
        limit: smallAnswer,
      });
      if (answer.status === 404)
        throw new MeshWasmError("MW0704", `${this.registry} has no repository \`${this.repository}\``);
      if (answer.status !== 200) throw refused(answer, `list the tags of ${this.name}`);
      const before = tags.size;
      for (const tag of tagsIn(answer, this.name)) tags.add(tag);
      // A page without anything new is followed by more of them
      path = tags.size > before ? nextPage(answer) : undefined;
    }
    // 1.9 before 1.10. Made here, for it takes longer to make than most requests
    const inOrder = new Intl.Collator("en", { numeric: true });
    return [...tags].sort(inOrder.compare);
  }

  referrers(subject: Digest): Promise<Descriptor[]> {
    return findReferrers(this, this.session, subject);
  }

  /** Asks the registry to take a blob that another one of its repositories has. */
  private async mount(digest: Digest, from: ImageSource | undefined): Promise<HttpResponse | "mounted" | undefined> {
    if (!(from instanceof RemoteRepository) || from.registry !== this.registry) return undefined;
    const query = new URLSearchParams({ mount: digest, from: from.repository });
    const path = `/v2/${this.repository}/blobs/uploads/?${query}`;
    const answer = await this.session.send({
      method: "POST",
      path,
      actions,
      body: new Uint8Array(),
      limit: smallAnswer,
    });
    if (answer.status === 201) return "mounted";
    // Whoever may not mount may still upload
    return answer.status === 202 ? answer : undefined;
  }

  private manifestPath(reference: string): string {
    return `/v2/${this.repository}/manifests/${reference}`;
  }

  private async missing(reference: string): Promise<MeshWasmError> {
    const tags = await this.tags().catch(() => undefined);
    const most = 10;
    const some = tags && tags.length > 0 ? [`some of its tags: ${tags.slice(-most).join(", ")}`] : [];
    const what = isDigest(reference) ? `image ${reference}` : `tag \`${reference}\``;
    return new MeshWasmError("MW0704", `${this.name} has no ${what}`, {
      details: tags ? some : [`there may be no repository ${this.repository} on ${this.registry}`],
    });
  }
}

function describe(answer: HttpResponse, reference: string, what: string): Descriptor {
  const { headers, body } = answer;
  const told = headers["docker-content-digest"];
  const digest = isDigest(reference) ? reference : typeof told === "string" && isDigest(told) ? told : digestOf(body);
  checked(body, digest, undefined, what);
  const [mediaType = ""] = (headers["content-type"] ?? "").split(";");
  return { mediaType: mediaType.trim(), digest, size: body.length };
}

function tagsIn({ body }: HttpResponse, name: string): string[] {
  try {
    const { tags } = JSON.parse(new TextDecoder().decode(body)) as { tags?: unknown };
    if (tags === null || tags === undefined) return [];
    if (Array.isArray(tags) && tags.every((tag) => typeof tag === "string")) return tags;
  } catch {
    // said below
  }
  throw new MeshWasmError("MW0711", `what ${name} answers is no list of tags`);
}
