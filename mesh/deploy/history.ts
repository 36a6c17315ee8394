import { gunzipSync, gzipSync } from "node:zlib";
import type { Resource } from "../kubernetes/resource.ts";
import { digestIn } from "./digest-in.ts";

/** Where the history of a resource stands, and how much of it. */
export const historyAnnotation = "mesh-wasm.dev/history";
const kept = 10;

/** One state that a resource has been in. */
export interface Revision {
  revision: number;
  /** ISO time at which it was applied. */
  at: string;
  /** User of the kubeconfig that applied it. */
  by: string;
  /** Digest of its image or module; null where it names none. */
  digest: string | null;
  /** Why it came about, such as `rollback to 3`. */
  note: string | null;
  spec: unknown;
}

/** The revisions of a resource, the last one first; none for what mesh-wasm has not deployed, or an annotation that is spoilt. */
export function historyOf(resource: Pick<Resource, "metadata"> | null): Revision[] {
  const text = resource?.metadata.annotations?.[historyAnnotation];
  if (text === undefined) return [];
  try {
    return JSON.parse(gunzipSync(Buffer.from(text, "base64")).toString()) as Revision[];
  } catch {
    return [];
  }
}

/** What is new about a revision. */
export interface NewRevision {
  at: Date;
  by: string;
  note?: string | undefined;
}

/** The resource with one revision more in its history; the oldest go where there are too many. */
export function withRevision(wanted: Resource, live: Resource | null, { at, by, note }: NewRevision): Resource {
  const earlier = historyOf(live);
  const revision: Revision = {
    revision: (earlier[0]?.revision ?? 0) + 1,
    at: at.toISOString(),
    by,
    digest: digestIn(wanted.spec),
    note: note ?? null,
    spec: wanted.spec,
  };
  return withHistory(wanted, packed([revision, ...earlier].slice(0, kept)));
}

/** Annotations of a resource but for its history. */
export function otherAnnotations({ metadata }: Pick<Resource, "metadata">): Record<string, string> {
  const { [historyAnnotation]: _, ...others } = metadata.annotations ?? {};
  return others;
}

/** The resource with the history that the cluster has of it. */
export function withHistoryOf(wanted: Resource, live: Resource): Resource {
  const text = live.metadata.annotations?.[historyAnnotation];
  return text === undefined ? wanted : withHistory(wanted, text);
}

function withHistory(wanted: Resource, text: string): Resource {
  const annotations = { ...wanted.metadata.annotations, [historyAnnotation]: text };
  return { ...wanted, metadata: { ...wanted.metadata, annotations } };
}

/** Specifications of one plugin are much alike, and ten of them take little more than one. */
function packed(revisions: readonly Revision[]): string {
  return gzipSync(JSON.stringify(revisions)).toString("base64");
}
