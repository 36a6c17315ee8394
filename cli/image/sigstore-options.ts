import type { FlagOption, TextOption } from "../framework/command.ts";

/** The options of commands that know of certificates; they are called as in cosign. */
export const trustedRootOption = {
  kind: "text",
  placeholder: "FILE",
  complete: "files",
  description: "Authorities and logs that are believed, as `cosign trusted-root create` writes them",
  defaultText: "those of the public instance of sigstore",
} as const satisfies TextOption;

/** What a signature with a certificate is made with. */
export const keylessOptions = {
  identityToken: {
    kind: "text",
    placeholder: "TOKEN",
    complete: "files",
    description: "OpenID Connect token that says whose signature it is, or a file with it",
    defaultText: "SIGSTORE_ID_TOKEN, else that of the job in GitHub Actions",
  },
  fulcioUrl: { kind: "text", placeholder: "URL", description: "Certificate authority of an own instance of sigstore" },
  rekorUrl: { kind: "text", placeholder: "URL", description: "Its transparency log" },
  timestampServerUrl: { kind: "text", placeholder: "URL", description: "Its timestamp authority" },
  signingConfig: {
    kind: "text",
    placeholder: "FILE",
    complete: "files",
    description: "In place of the URLs: what `cosign signing-config create` writes",
  },
  trustedRoot: trustedRootOption,
} as const satisfies Record<string, TextOption>;

/** The private key of `sign`, and of what signs beside something else. */
export const privateKeyOption = {
  kind: "text",
  short: "k",
  placeholder: "FILE",
  complete: "files",
  description: "Private key, as `mesh-wasm generate-key-pair` and cosign write it, or in PKCS#8",
} as const satisfies TextOption;

/** Of commands that sign where they are asked to. */
export const signingOptions = {
  sign: {
    kind: "flag",
    description:
      "Sign, with --key, else as whoever an identity token is of, which `mesh-wasm sign --help` tells more of",
  },
  key: privateKeyOption,
  ...keylessOptions,
} as const satisfies Record<string, TextOption | FlagOption>;

/** Whose certificate a signature must have. */
export const identityOptions = {
  certificateIdentity: {
    kind: "text",
    placeholder: "TEXT",
    description: "Who must have signed, as the certificate says it: an address, or the URL of a workflow",
  },
  certificateIdentityRegexp: {
    kind: "text",
    placeholder: "REGEXP",
    description: "The same as a regular expression, which may fit any part",
  },
  certificateOidcIssuer: {
    kind: "text",
    placeholder: "URL",
    description: "Who must have vouched for that, such as https://token.actions.githubusercontent.com",
  },
  certificateOidcIssuerRegexp: {
    kind: "text",
    placeholder: "REGEXP",
    description: "The same as a regular expression, which may fit any part",
  },
  trustedRoot: trustedRootOption,
} as const satisfies Record<string, TextOption>;

/** What {@link keylessOptions} say. */
export interface KeylessArguments {
  identityToken: string | undefined;
  fulcioUrl: string | undefined;
  rekorUrl: string | undefined;
  timestampServerUrl: string | undefined;
  signingConfig: string | undefined;
  trustedRoot: string | undefined;
}

/** What {@link identityOptions} say. */
export interface IdentityArguments {
  certificateIdentity: string | undefined;
  certificateIdentityRegexp: string | undefined;
  certificateOidcIssuer: string | undefined;
  certificateOidcIssuerRegexp: string | undefined;
  trustedRoot: string | undefined;
}
