import { defineCommand } from "../framework/command.ts";
import { ociLayoutOption, referenceArgument, registryOptions } from "../image/options.ts";
import { renderSigner } from "../image/shown-signer.ts";
import { keylessOptions, privateKeyOption } from "../image/sigstore-options.ts";

export const sign = defineCommand({
  name: "sign",
  summary: "Sign an image with a private key, or as somebody",
  description:
    "Signs the digest of an image and attaches the signature to it, in the format of cosign 3: `mesh-wasm verify`, cosign and policies that know it find it there. With --key nothing is sent to a transparency log, and an image that the key has signed already stays as it is; the password of the key is that of MESH_WASM_KEY_PASSWORD or COSIGN_PASSWORD, or is asked for. Without --key you sign as whoever an identity token is of: sigstore gives a certificate for it that is good for some minutes, and the signature goes into a transparency log. With the public instance of sigstore your address, or that of the workflow and its repository, can be read there by everybody and for ever, also of a private image.",
  arguments: { reference: referenceArgument },
  options: {
    key: privateKeyOption,
    ...keylessOptions,
    ociLayout: ociLayoutOption,
    ...registryOptions,
  },
  examples: [
    {
      title: "Sign what was just pushed",
      command: "mesh-wasm sign --key cosign.key ghcr.io/acme/canary@sha256:DIGEST",
    },
    {
      title: "As the workflow that runs, in GitHub Actions",
      command: "mesh-wasm sign ghcr.io/acme/canary@sha256:DIGEST",
    },
    { title: "An image in a file", command: "mesh-wasm sign --key cosign.key --oci-layout canary.tar:1.0.0" },
  ],
  async run(ctx, args) {
    const { signReference } = await import("../image/sign-reference.ts");
    return { result: await signReference(ctx, args) };
  },
  render: ({ repository, digest, signature, isNew, ...signer }) => {
    const was = isNew ? "" : ", which was there already";
    return `${repository}@${digest}\nsignature ${signature}${was}\n${renderSigner(signer)}\n`;
  },
});
