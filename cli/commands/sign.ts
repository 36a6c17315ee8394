import { defineCommand } from "../framework/command.ts";
import { ociLayoutOption, referenceArgument, registryOptions } from "../image/options.ts";

export const sign = defineCommand({
  name: "sign",
  summary: "Sign an image with a private key",
  description:
    "Signs the digest of an image and attaches the signature to it, in the format of cosign 3: `mesh-wasm verify`, cosign and policies that know it find it there. An image that the key has signed already stays as it is. Nothing is sent to a transparency log. The password of the key is that of MESH_WASM_KEY_PASSWORD or COSIGN_PASSWORD, or is asked for.",
  arguments: { reference: referenceArgument },
  options: {
    key: {
      kind: "text",
      short: "k",
      placeholder: "FILE",
      complete: "files",
      description: "Private key, as `mesh-wasm generate-key-pair` and cosign write it, or in PKCS#8",
    },
    ociLayout: ociLayoutOption,
    ...registryOptions,
  },
  examples: [
    {
      title: "Sign what was just pushed",
      command: "mesh-wasm sign --key cosign.key ghcr.io/acme/canary@sha256:DIGEST",
    },
    { title: "An image in a file", command: "mesh-wasm sign --key cosign.key --oci-layout canary.tar:1.0.0" },
  ],
  async run(ctx, args) {
    const { signReference } = await import("../image/sign-reference.ts");
    return { result: await signReference(ctx, args) };
  },
  render: ({ repository, digest, signature, key, isNew }) =>
    `${repository}@${digest}\nsignature ${signature}${isNew ? "" : ", which was there already"}\nkey sha256:${key}\n`,
});
