import * as v from "valibot";
import { MeshWasmError } from "../../core/index.ts";
import { type Broken, decodeJson, validAs } from "../decode-json.ts";
import { type Digest, isDigest } from "../digest.ts";
import { encodeJson } from "../manifest.ts";

/** What cosign calls a statement that says no more than: this image is mine. */
export const signPredicate = "https://sigstore.dev/cosign/sign/v1";

/** A statement of in-toto: that something is true of an image. */
export interface Statement {
  /** What it is about. */
  readonly subjects: readonly Digest[];
  /** What kind of thing it says: a URI. */
  readonly predicateType: string;
  readonly predicate: unknown;
}

const inTotoStatement = "https://in-toto.io/Statement/v1";
const form = v.object({
  _type: v.picklist([inTotoStatement, "https://in-toto.io/Statement/v0.1"]),
  subject: v.array(v.object({ digest: v.record(v.string(), v.string()) })),
  predicateType: v.string(),
  predicate: v.unknown(),
});

/** Writes a statement about an image. Without more it is the one that signs it. */
export function encodeStatement(image: Digest, predicateType = signPredicate, predicate: unknown = {}): Uint8Array {
  return encodeJson({
    _type: inTotoStatement,
    subject: [{ digest: { sha256: image.slice("sha256:".length) } }],
    predicateType,
    predicate,
  });
}

/**
 * Reads a statement. Whose it is, is for others to say.
 *
 * @param name What messages call it.
 * @throws MeshWasmError MW0805
 */
export function parseStatement(bytes: Uint8Array, name: string): Statement {
  const asBroken: Broken = (why, cause) => broken(name, why, cause);
  const { subject, predicateType, predicate } = validAs(form, decodeJson(bytes, asBroken), asBroken);
  const subjects = subject.map(({ digest }) => `sha256:${digest["sha256"]}`).filter(isDigest);
  return { subjects, predicateType, predicate };
}

/**
 * Looks whether a statement signs an image.
 *
 * @param name What messages call the signature.
 * @throws MeshWasmError MW0804 where it is about another image, MW0805 for what is no statement, MW0806 for one of another kind
 */
export function checkStatement(bytes: Uint8Array, image: Digest, name: string): void {
  const { subjects, predicateType } = parseStatement(bytes, name);
  if (predicateType !== signPredicate) {
    throw new MeshWasmError("MW0806", `${name} is no signature of an image`, {
      details: [`it says:      ${predicateType}`, `a signature:  ${signPredicate}`],
    });
  }
  if (subjects.includes(image)) return;
  throw new MeshWasmError("MW0804", `${name} is of another image`, {
    details: [`it signs:   ${showSubjects(subjects)}`, `this image: ${image}`],
  });
}

/** What a statement is about, for messages. */
export function showSubjects(subjects: Statement["subjects"]): string {
  return subjects.join(", ") || "nothing with a digest of SHA-256";
}

function broken(name: string, why: string, cause?: unknown): MeshWasmError {
  return new MeshWasmError("MW0805", `the payload of ${name} is no in-toto statement`, { details: [why], cause });
}
