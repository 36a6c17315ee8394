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
    cause: "There are signatures, and none of them was made with a key that was given.",
    fix: "Check that --key names the public key of whoever signs this image. Do not use the image where it does.",
    exitCode: 1,
  },
  MW0803: {
    title: "A signature is not valid",
    cause:
      "It says that it was made with the given key, and does not fit what it signs: the signature or its payload was changed.",
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
} as const satisfies Record<string, CatalogueEntry>;
