export { attachToImage } from "./attach/attach-to-image.ts";
export type { Attachment } from "./attach/attachment.ts";
export { attachmentKind, predicateKind } from "./attach/attachment-kinds.ts";
export { checkSubject } from "./attach/check-subject.ts";
export { findAttachments } from "./attach/find-attachments.ts";
export { cycloneDxPredicate, predicateOf, spdxPredicate } from "./attach/predicate-of.ts";
export {
  asItIs,
  recogniseAttachment,
  sourceMapAttachment,
  statementAttachment,
} from "./attach/recognise-attachment.ts";
export { checkLogin } from "./check-login.ts";
export { type CopyOptions, copyImage } from "./copy-image.ts";
export { findCredentials } from "./credentials/find-credentials.ts";
export { eraseCredentials, type Kept, storeCredentials } from "./credentials/store-credentials.ts";
export { type Digest, digestOf, isDigest } from "./digest.ts";
export type { ImageSource, ImageStore, ImageTarget, StoredManifest } from "./image-store.ts";
export { type ImageContent, type Variant, variants } from "./layout/image-content.ts";
export { packImage } from "./layout/pack-image.ts";
export { type ImageModule, readModule } from "./layout/read-module.ts";
export type { Descriptor, ImageIndex, ImageManifest, Platform } from "./manifest.ts";
export { openRepository } from "./open-repository.ts";
export type { RegistryOptions, SessionScope } from "./open-session.ts";
export { checkPolicy, type JudgedImage } from "./policy/check-policy.ts";
export type { Policy, PolicySigner } from "./policy/policy.ts";
export { readPolicy } from "./policy/read-policy.ts";
export type { Builder, BuildFacts, SourceCommit } from "./provenance/build-facts.ts";
export { provenancePredicate, slsaProvenance } from "./provenance/slsa-provenance.ts";
export { checkTag, parseReference, type Reference, showReference } from "./reference.ts";
export type { Credentials, FindCredentials } from "./remote/credentials.ts";
export { type BillOfMaterials, billOfMaterials } from "./sbom/bill-of-materials.ts";
export { type SbomFormat, writeSbom } from "./sbom/write-sbom.ts";
export { LayoutArchive } from "./store/layout-archive.ts";
export { LayoutFolder } from "./store/layout-folder.ts";
export { LayoutStore } from "./store/layout-store.ts";
export { attestImage } from "./trust/attest-image.ts";
export { generateKeyPair, type KeyPair } from "./trust/generate-key-pair.ts";
export type { Attestation } from "./trust/judge-attestations.ts";
export type { ValidSignature } from "./trust/judge-signatures.ts";
export { keySigner } from "./trust/key-signer.ts";
export { readPrivateKey } from "./trust/private-key.ts";
export { type PublicKey, readPublicKey } from "./trust/public-key.ts";
export { type SignedImage, signImage } from "./trust/sign-image.ts";
export type { SignedBundle, Signer } from "./trust/signer.ts";
export { encodeStatement } from "./trust/statement.ts";
export type { Identity, SignedBy, Trust } from "./trust/trust.ts";
export { trustAny } from "./trust/trust-any.ts";
export { trustKeys } from "./trust/trust-keys.ts";
export { type VerifiedImage, verifyImage } from "./trust/verify-image.ts";
