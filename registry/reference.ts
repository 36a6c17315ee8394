import { MeshWasmError } from "../core/index.ts";
import { type Digest, isDigest } from "./digest.ts";

/** Where an image is in a registry. */
export interface Reference {
  /** The registry, with its port where it has one: `ghcr.io`, `localhost:5000`, `docker.io`. */
  readonly registry: string;
  /** The path in it: `acme/canary`. */
  readonly repository: string;
  /** Undefined where only a digest was given. */
  readonly tag: string | undefined;
  /** Goes before the tag where both are given. */
  readonly digest: Digest | undefined;
}

const dockerHub = "docker.io";
/** Names of one registry: what its API and its credentials call it. */
const dockerHubNames = new Set(["docker.io", "index.docker.io", "registry-1.docker.io"]);

const host =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[a-fA-F0-9:]+\])(?::\d{1,5})?$/;
const component = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const tagForm = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const longestName = 255;

/**
 * Reads a reference as Docker and Istio do: without a registry it is on Docker Hub, without tag and digest it is `latest`. A
 * leading `oci://`, as Istio writes it, says nothing more.
 *
 * @throws MeshWasmError MW0701 for what is no reference
 * @example
 * parseReference("ghcr.io/acme/canary:1.0");
 * // { registry: "ghcr.io", repository: "acme/canary", tag: "1.0", digest: undefined }
 */
export function parseReference(text: string): Reference {
  const { name, tag, digest } = split(text);
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  const hasRegistry =
    first.includes(".") || first.includes(":") || first === "localhost" || first !== first.toLowerCase();
  const registry = hasRegistry ? first : dockerHub;
  const path = hasRegistry ? name.slice(slash + 1) : name;
  if (!host.test(registry)) throw wrong(text, `\`${registry}\` is no name of a registry`);
  if (path === "") throw wrong(text, "it names no repository");
  const isHub = dockerHubNames.has(registry);
  const repository = isHub && !path.includes("/") ? `library/${path}` : path;
  checkRepository(text, repository);
  return {
    registry: isHub ? dockerHub : registry,
    repository,
    tag: tag ?? (digest ? undefined : "latest"),
    digest,
  };
}

/** A reference as it is written. */
export function showReference({ registry, repository, tag, digest }: Reference): string {
  return `${registry}/${repository}${tag === undefined ? "" : `:${tag}`}${digest === undefined ? "" : `@${digest}`}`;
}

/**
 * Checks a tag.
 *
 * @throws MeshWasmError MW0701
 */
export function checkTag(tag: string): string {
  if (tagForm.test(tag)) return tag;
  throw wrong(tag, "a tag has up to 128 letters, digits, `_`, `.` and `-`, and does not begin with `.` or `-`");
}

function split(text: string): { name: string; tag: string | undefined; digest: Digest | undefined } {
  const whole = text.startsWith("oci://") ? text.slice("oci://".length) : text;
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(whole);
  if (scheme) throw wrong(text, `a reference has no \`${scheme[1]}://\``);
  const at = whole.indexOf("@");
  const digest = at < 0 ? undefined : whole.slice(at + 1);
  if (digest !== undefined && !isDigest(digest))
    throw wrong(text, `\`${digest}\` is no digest: sha256: and 64 hexadecimal digits`);
  const named = at < 0 ? whole : whole.slice(0, at);
  const colon = named.lastIndexOf(":");
  const hasTag = colon > named.lastIndexOf("/");
  const tag = hasTag ? named.slice(colon + 1) : undefined;
  if (tag !== undefined && !tagForm.test(tag)) throw wrong(text, `\`${tag}\` is no tag`);
  return { name: hasTag ? named.slice(0, colon) : named, tag, digest };
}

function checkRepository(text: string, repository: string): void {
  if (repository.length > longestName)
    throw wrong(text, `the name of its repository has more than ${longestName} characters`);
  for (const part of repository.split("/")) {
    if (component.test(part)) continue;
    if (component.test(part.toLowerCase()))
      throw wrong(text, `a repository is in lower case: \`${repository.toLowerCase()}\``);
    throw wrong(text, `\`${part}\` cannot be in the name of a repository`);
  }
}

function wrong(text: string, why: string): MeshWasmError {
  return new MeshWasmError("MW0701", `"${text}" is no reference to an image`, { details: [why] });
}
