import type { CatalogueEntry } from "./entry.ts";

/** 08xx: signatures of images. */
export const signingErrors = {
  MW0801: {
    title: "The image has no signature",
    cause: "Nothing that refers to the image is a signature in the bundle format of cosign 3.",
    fix: "Sign it with `mesh-wasm sign`, and copy images with `mesh-wasm copy --referrers`, so that signatures go along. Signatures in cosign's older format, under tags that end in .sig, are not looked at.",
    exitCode: 1,
  },
  MW0802: {
    title: "The image is signed by somebody else",
    cause: "There are signatures, and none of them was made with a key that was given, or by an identity that was.",
    fix: "Check that --key, or --certificate-identity and --certificate-oidc-issuer, name whoever signs this image. Do not use the image where it does.",
    exitCode: 1,
  },
  MW0803: {
    title: "A signature is not valid",
    cause:
      "It says with which key it was made, and does not fit what it signs: the signature or its payload was changed.",
    fix: "Do not trust this copy of the image. Fetch it anew from where it was signed, or sign it again after looking at it.",
    exitCode: 1,
  },
  MW0804: {
    title: "The signature is of another image",
    cause: "The signature is valid, but the digest in it is that of another image: it was attached to this one later.",
    fix: "Do not use this image: nobody has signed it. Sign it with `mesh-wasm sign` if it is yours.",
    exitCode: 1,
  },
  MW0805: {
    title: "A signature cannot be read",
    cause:
      "What is attached to the image as a signature is damaged, or is not a bundle of version 0.3 with a DSSE envelope and an in-toto statement.",
    fix: "Copy the image with its signatures anew, or sign it again with `mesh-wasm sign` or cosign 3.",
    exitCode: 1,
  },
  MW0806: {
    title: "What is signed is no signature of an image",
    cause:
      "The key has signed a statement of another kind about the image, such as how it was built. That does not say that the image is good.",
    fix: "Sign the image itself with `mesh-wasm sign` or `cosign sign`.",
    exitCode: 1,
  },
  MW0807: {
    title: "The image is not what was signed",
    cause: "The manifest, the configuration or a layer has other bytes than those that the signature stands for.",
    fix: "Do not use this copy of the image. Fetch it anew from where it was signed.",
    exitCode: 1,
  },
  MW0808: {
    title: "A key cannot be used",
    cause:
      "Images are signed with a private key and checked with a public one, both in PEM, of the kind ECDSA P-256. A private key is as `cosign generate-key-pair` writes it, or in PKCS#8 without a password.",
    fix: "Make a pair of keys with `mesh-wasm generate-key-pair`.",
    exitCode: 2,
  },
  MW0809: {
    title: "The password does not open the key",
    cause: "The private key is encrypted with another password, or its file was changed.",
    fix: "Give the right password in MESH_WASM_KEY_PASSWORD or COSIGN_PASSWORD. A key whose password is lost cannot be opened.",
    exitCode: 2,
  },
  MW0810: {
    title: "There is no identity to sign with",
    cause:
      "Without --key an image is signed with a certificate for an identity, which an OpenID Connect token proves. None was given, and none was found: GitHub Actions gives one to a job with the permission `id-token: write`.",
    fix: "Give a token in a file with --identity-token or in SIGSTORE_ID_TOKEN, or a private key with --key.",
    exitCode: 2,
  },
  MW0811: {
    title: "An identity token cannot be used",
    cause: "It is no JSON Web Token, has expired, or says of an address that nobody has confirmed it.",
    fix: "Ask the provider for a new one, for the audience `sigstore`. Tokens are good for some minutes only.",
    exitCode: 2,
  },
  MW0812: {
    title: "A service of sigstore did not do its part",
    cause:
      "The certificate authority (Fulcio), the transparency log (Rekor), the timestamp authority, the provider of the token or the source of the trusted root could not be reached, or refused.",
    fix: "Read the reason below, check the URL and the network (HTTPS_PROXY and NODE_EXTRA_CA_CERTS hold), and try again. Nothing was attached to the image.",
    exitCode: 5,
  },
  MW0813: {
    title: "A file about sigstore cannot be used",
    cause:
      "A trusted root says which authorities and logs are believed, a signing configuration which are asked. Both are JSON, as `cosign trusted-root create` and `cosign signing-config create` write it.",
    fix: "Get the file from whoever runs the instance of sigstore.",
    exitCode: 2,
  },
  MW0814: {
    title: "A certificate is not trusted",
    cause:
      "The certificate of a signature does not lead to an authority of the trusted root, was not valid when it signed, or is not in a certificate transparency log.",
    fix: "Do not trust this copy of the image. If it was signed with an instance of sigstore of your own, name its trusted root with --trusted-root.",
    exitCode: 1,
  },
  MW0815: {
    title: "The proofs of a signature are not valid",
    cause:
      "A signature with a certificate needs an entry in a transparency log and a time at which it was made, both signed by a log or authority of the trusted root. One is missing, was changed, or is about something else.",
    fix: "Do not trust this copy of the image. If it was signed with an instance of sigstore of your own, name its trusted root with --trusted-root.",
    exitCode: 1,
  },
  MW0816: {
    title: "A policy cannot be used",
    cause: "A policy says what an image must be before it may be used, in YAML or JSON. This one has a mistake.",
    fix: "Correct the field that is named; docs/registry.md tells what a policy can say.",
    exitCode: 2,
  },
  MW0817: {
    title: "The image is not what the policy wants",
    cause:
      "It is signed, and something that the policy asks for is missing: a signed statement, a builder, a source, a version of the SDK; or its module may do what the policy does not allow.",
    fix: "Read the list below the title. Do not use the image where the policy is right; where it is not, change the policy.",
    exitCode: 1,
  },
} as const satisfies Record<string, CatalogueEntry>;
