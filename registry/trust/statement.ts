import * as v from "valibot";
import { MeshWasmError } from "../../core/index.ts";
import { type Broken, decodeJson, validAs } from "../decode-json.ts";
import { type Digest, isDigest } from "../digest.ts";
import { encodeJson } from "../manifest.ts";

/** What cosign calls a statement that says no more than: this image is mine. */
export const signPredicate = "https://sigstore.dev/cosign/sign/v1";

const inTotoStatement = "https://in-toto.io/Statement/v1";
const form = v.object({
  _type: v.literal(inTotoStatement),
  subject: v.array(v.object({ digest: v.record(v.string(), v.string()) })),
  predicateType: v.string(),
});

/** The statement that signs an image. */
export function encodeStatement(image: Digest): Uint8Array {
  return encodeJson({
    _type: inTotoStatement,
    subject: [{ digest: { sha256: image.slice("sha256:".length) } }],
    predicateType: signPredicate,
    predicate: {},
  });
}

/**
 * Looks whether a statement signs an image.
 *
 * @param name What messages call the signature.
 * @throws MeshWasmError MW0804 where it is about another image, MW0805 for what is no statement, MW0806 for one of another kind
 */
export function checkStatement(bytes: Uint8Array, image: Digest, name: string): void {
  const { subject, predicateType } = parseStatement(bytes, name);
  if (predicateType !== signPredicate) {
    throw new MeshWasmError("MW0806", `${name} is no signature of an image`, {
      details: [`it says:      ${predicateType}`, `a signature:  ${signPredicate}`],
    });
  }
  const digests = subject.map(({ digest }) => `sha256:${digest["sha256"]}`).filter(isDigest);
  if (digests.includes(image)) return;
  throw new MeshWasmError("MW0804", `${name} is of another image`, {
    details: [`it signs:   ${digests.join(", ") || "nothing with a digest of SHA-256"}`, `this image: ${image}`],
  });
}

function parseStatement(bytes: Uint8Array, name: string): v.InferOutput<typeof form> {
  const asBroken: Broken = (why, cause) => broken(name, why, cause);
  return validAs(form, decodeJson(bytes, asBroken), asBroken);
}

function broken(name: string, why: string, cause?: unknown): MeshWasmError {
  return new MeshWasmError("MW0805", `the payload of ${name} is no in-toto statement`, { details: [why], cause });
}
