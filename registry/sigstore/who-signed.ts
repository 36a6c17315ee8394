import { createHash, X509Certificate } from "node:crypto";
import type { SignedEntity, VerificationError } from "@sigstore/verify";
import { type ErrorCode, MeshWasmError } from "../../core/index.ts";
import { type Bundle, brokenBundle } from "../trust/bundle.ts";
import { signedBytes } from "../trust/dsse.ts";
import type { SignedBy } from "../trust/trust.ts";
import type { TrustedRoot } from "./trusted-root.ts";

type Signer = Extract<SignedBy, { kind: "identity" }>;

/** What is wrong, by the library's code; the rest of them are about the entry in the log. */
const faults: Partial<Record<VerificationError["code"], [ErrorCode, (name: string) => string]>> = {
  CERTIFICATE_ERROR: ["MW0814", (name) => `the certificate of ${name} is not trusted`],
  SIGNATURE_ERROR: ["MW0803", (name) => `${name} does not fit what it signs`],
  TIMESTAMP_ERROR: ["MW0815", (name) => `nothing proves when ${name} was made`],
};

/**
 * Says whose certificate made a signature, once everything about it is valid: the chain of the certificate at the time of
 * signing, its entry in the certificate transparency log, the entry in the transparency log with promise and proof, timestamps,
 * and the signature.
 *
 * @param name What messages call the signature.
 * @throws MeshWasmError MW0803, MW0805, MW0814 or MW0815
 */
export async function whoSigned(bundle: Bundle, root: TrustedRoot, name: string): Promise<Signer> {
  const [{ bundleFromJSON, ValidationError }, { toSignedEntity, VerificationError, Verifier }] = await Promise.all([
    import("@sigstore/bundle"),
    import("@sigstore/verify"),
  ]);
  let entity: SignedEntity;
  try {
    if (!isDer(bundle.certificate)) throw new Error("its certificate is not in DER");
    entity = withHash(toSignedEntity(bundleFromJSON(bundle.json)), bundle);
  } catch (error) {
    const fields = error instanceof ValidationError ? `: ${error.fields.join(", ")}` : "";
    throw brokenBundle(name, `${(error as Error).message}${fields}`, error);
  }
  try {
    const { identity } = new Verifier(root).verify(entity);
    return signerOf(identity?.subjectAlternativeName, identity?.extensions?.issuer, entity, name);
  } catch (error) {
    if (error instanceof MeshWasmError) throw error;
    // What is not well-formed inside of an entry or a certificate
    if (!(error instanceof VerificationError)) throw brokenBundle(name, (error as Error).message, error);
    throw faultOf(error, name);
  }
}

/**
 * The library compares what an entry of the log has a hash of with the payload. An entry of Rekor's second version has that of
 * what is signed, which is the payload with its type and length.
 */
function withHash(entity: SignedEntity, { payload }: Bundle): SignedEntity {
  const { signature } = entity;
  const hash = createHash("sha256").update(signedBytes(payload)).digest();
  const content: SignedEntity["signature"] = {
    signature: signature.signature,
    compareSignature: (other) => signature.compareSignature(other),
    compareDigest: (digest) => signature.compareDigest(digest) || digest.equals(hash),
    verifySignature: (key) => signature.verifySignature(key),
  };
  return { ...entity, signature: content };
}

/** The library overlooks wrong tags and what comes behind a certificate; OpenSSL does not. */
function isDer(certificate: Uint8Array | undefined): boolean {
  if (!certificate) return false;
  try {
    return new X509Certificate(certificate).raw.equals(certificate);
  } catch {
    return false;
  }
}

function signerOf(
  identity: string | undefined,
  issuer: string | undefined,
  { tlogEntries: [entry] }: SignedEntity,
  name: string,
): Signer {
  if (identity !== undefined && issuer !== undefined && entry)
    return { kind: "identity", identity, issuer, logIndex: entry.logIndex };
  throw brokenBundle(name, "its certificate names no identity with an issuer");
}

function faultOf(error: VerificationError, name: string): MeshWasmError {
  const [code, title] = faults[error.code] ?? ["MW0815", inLog];
  const why: unknown = error.cause;
  const details = [error.message, ...(why instanceof Error ? [why.message] : [])];
  return new MeshWasmError(code, title(name), { details, cause: error });
}

function inLog(name: string): string {
  return `nothing proves that ${name} is in the transparency log`;
}
