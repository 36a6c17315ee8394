import * as v from "valibot";
import { MeshWasmError } from "../core/index.ts";
import { type Broken, decodeJson, validAs } from "./decode-json.ts";
import { type Digest, isDigest } from "./digest.ts";
import { dockerIndexType, dockerManifestType, indexType, manifestType } from "./media-types.ts";

/** Content by its digest, with its size in bytes and the name of its format: a descriptor of the OCI image specification. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  readonly artifactType?: string | undefined;
  readonly platform?: Platform | undefined;
}

/** For which machines an image is; one for a mesh is for all, and says `linux/amd64` where it must say something. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
}

/** What an image is made of: its configuration, and its layers from the bottom up. */
export interface ImageManifest {
  readonly schemaVersion: 2;
  readonly mediaType: typeof manifestType | typeof dockerManifestType;
  readonly artifactType?: string | undefined;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
  /** The image that this one tells of, such as a signature of what it signs. */
  readonly subject?: Descriptor | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/** Several images under one name. */
export interface ImageIndex {
  readonly schemaVersion: 2;
  readonly mediaType: typeof indexType | typeof dockerIndexType;
  readonly manifests: readonly Descriptor[];
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/** The most that a manifest has, in bytes: what registries take at least, by the OCI distribution specification. */
export const largestManifest = 4 << 20;

const annotations = v.optional(v.record(v.string(), v.string()));
const descriptor = v.object({
  mediaType: v.string(),
  digest: v.custom<Digest>(
    (value) => typeof value === "string" && isDigest(value),
    "a digest must be sha256: and 64 hexadecimal digits",
  ),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  annotations,
  artifactType: v.optional(v.string()),
  platform: v.optional(v.object({ os: v.string(), architecture: v.string() })),
});
const image = v.object({
  schemaVersion: v.literal(2),
  mediaType: v.optional(v.picklist([manifestType, dockerManifestType])),
  artifactType: v.optional(v.string()),
  config: descriptor,
  layers: v.array(descriptor),
  subject: v.optional(descriptor),
  annotations,
});
const index = v.object({
  schemaVersion: v.literal(2),
  mediaType: v.optional(v.picklist([indexType, dockerIndexType])),
  manifests: v.array(descriptor),
  annotations,
});

/**
 * Reads a manifest.
 *
 * @param mediaType What its store says that it is; the manifest's own word must be the same where it has one.
 * @param what What it is of, for the message.
 * @throws MeshWasmError MW0711 for what is no manifest
 */
export function parseManifest(bytes: Uint8Array, mediaType: string, what: string): ImageManifest | ImageIndex {
  const asBroken: Broken = (why, cause) => broken(what, [why], cause);
  const value = decodeJson(bytes, asBroken);
  const named = typeof value === "object" && value !== null && "mediaType" in value ? value.mediaType : undefined;
  if (named !== undefined && named !== mediaType) {
    throw broken(what, [`it calls itself ${JSON.stringify(named)}, and was given as "${mediaType}"`]);
  }
  if (mediaType === manifestType || mediaType === dockerManifestType) {
    return { ...validAs(image, value, asBroken), mediaType };
  }
  if (mediaType === indexType || mediaType === dockerIndexType)
    return { ...validAs(index, value, asBroken), mediaType };
  throw broken(what, [`"${mediaType}" is no format of manifests that is known here`]);
}

/** Whether a manifest is one of several images. */
export function isIndex(manifest: ImageManifest | ImageIndex): manifest is ImageIndex {
  return "manifests" in manifest;
}

/** JSON as manifests and configurations are written: the same value is the same bytes. */
export function encodeJson(value: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

function broken(what: string, details: string[], cause?: unknown): MeshWasmError {
  return new MeshWasmError("MW0711", `the manifest of ${what} cannot be read`, { details, cause });
}
