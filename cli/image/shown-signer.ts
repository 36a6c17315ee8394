import type { SignedBy } from "../../registry/trust/trust.ts";

/** Who has signed, as JSON. */
export type ShownSigner =
  | {
      /** SHA-256 of the public key in DER. */
      key: string;
      /** As --key named it. */
      keyFile: string;
    }
  | {
      /** Of the certificate. */
      identity: string;
      issuer: string;
      /** In the transparency log. */
      logIndex: string;
    };

export function shownSigner(by: SignedBy): ShownSigner {
  if (by.kind === "key") return { key: by.key.id, keyFile: by.key.name };
  const { identity, issuer, logIndex } = by;
  return { identity, issuer, logIndex };
}

/** Who has signed, for people. */
export function renderSigner(signer: ShownSigner): string {
  if ("key" in signer) return `signed with ${signer.keyFile}, key sha256:${signer.key}`;
  const { identity, issuer, logIndex } = signer;
  return `signed by ${identity}, issuer ${issuer}, entry ${logIndex} of the transparency log`;
}
