import { defineCommand } from "../framework/command.ts";
import { ociLayoutOption, referenceArgument, registryOptions } from "../image/options.ts";
import { renderSigner } from "../image/shown-signer.ts";
import { identityOptions } from "../image/sigstore-options.ts";

export const verify = defineCommand({
  name: "verify",
  summary: "Check who has signed an image, and that it is whole",
  description:
    "Looks for a signature of the image in the format of cosign 3, which one of the keys has made or a certificate for the identity, and reads the whole image: its manifest, configuration and layers must be what was signed. For a key a transparency log is not asked. A certificate must lead to an authority that is trusted, must be in a certificate transparency log, and must have been valid when it signed, by the word of the transparency log or of a timestamp authority; the signature must be in the transparency log. All of that is in the signature, so no log is asked. Statements that the same signers have made of the image, such as lists of parts, must not have been changed either. With --policy more is asked for: who may sign, which statements there must be, by whom and from where it was built, with which version of mesh-wasm, and what its module may do. The first line of the result is the image by its digest, which a manifest for a mesh should have.",
  arguments: { reference: referenceArgument },
  options: {
    key: {
      kind: "list",
      short: "k",
      placeholder: "FILE",
      complete: "files",
      description: "Public key of whoever signs, in PEM; of several any one is enough",
    },
    ...identityOptions,
    policy: {
      kind: "text",
      placeholder: "FILE",
      complete: "files",
      description:
        "What else the image must be, in YAML: who signs, which statements, where it was built, what its module may do",
    },
    ociLayout: ociLayoutOption,
    ...registryOptions,
  },
  examples: [
    { title: "Before it goes into a mesh", command: "mesh-wasm verify --key cosign.pub ghcr.io/acme/canary:1.0.0" },
    {
      title: "Signed by the main branch's workflow",
      command:
        "mesh-wasm verify ghcr.io/acme/canary:1.0.0 --certificate-oidc-issuer https://token.actions.githubusercontent.com --certificate-identity https://github.com/acme/canary/.github/workflows/release.yml@refs/heads/main",
    },
    {
      title: "As a gate with all that your platform wants",
      command: "mesh-wasm verify --policy policy.yaml ghcr.io/acme/canary:1.0.0",
    },
    {
      title: "While keys change",
      command: "mesh-wasm verify --key old.pub --key new.pub ghcr.io/acme/canary:1.0.0",
    },
    {
      title: "The digest, for a script",
      command: "mesh-wasm verify --key cosign.pub ghcr.io/acme/canary:1.0.0 --json | jq -r .data.digest",
    },
  ],
  async run(ctx, args) {
    const { verifyReference } = await import("../image/verify-reference.ts");
    return { result: await verifyReference(ctx, args) };
  },
  render: ({ repository, digest, signatures, parts, attestations, policy }) => {
    const lines = [
      `${repository}@${digest}`,
      ...signatures.map(renderSigner),
      `manifest and ${parts} parts are what was signed`,
      ...attestations.map(({ kind, ...signer }) => `${kind}, ${renderSigner(signer)}`),
      ...(policy ? ["it is what the policy wants"] : []),
    ];
    return `${lines.join("\n")}\n`;
  },
});
