import type { BundleBuilder } from "@sigstore/sign";
import { MeshWasmError } from "../../core/index.ts";
import { encodeJson } from "../manifest.ts";
import { parseBundle } from "../trust/bundle.ts";
import { statementType } from "../trust/dsse.ts";
import type { Signer } from "../trust/signer.ts";
import { orAborted } from "./or-aborted.ts";
import type { SigningServices } from "./signing-services.ts";
import type { TrustedRoot } from "./trusted-root.ts";
import { whoSigned } from "./who-signed.ts";

/** What a signature with a certificate needs. */
export interface KeylessOptions {
  /** An OpenID Connect token for the audience `sigstore`. */
  readonly token: string;
  readonly services: SigningServices;
  /** Proves what the services answered, before anybody relies on it. */
  readonly root: TrustedRoot;
  readonly signal: AbortSignal;
}

/** Version 2 of Rekor answers once the entry is in the log, which takes some seconds. */
const patience = { timeout: 20_000, retry: { retries: 2 } };

/** What a service did not do, by the library's code. */
const refusals: Readonly<Record<string, string>> = {
  CA_CREATE_SIGNING_CERTIFICATE_ERROR: "the certificate authority gave no certificate",
  TLOG_CREATE_ENTRY_ERROR: "the transparency log took no entry",
  TSA_CREATE_TIMESTAMP_ERROR: "the timestamp authority gave no timestamp",
};

/**
 * Signs with a key that is forgotten at once, and a certificate for it that says whose token it was. The certificate and the
 * signature go into public logs and stay there; with them the identity.
 *
 * @example
 * const signer = keylessSigner({ token, services, root, signal });
 * await signImage(repository, "1.0.0", signer);
 */
export function keylessSigner({ token, services, root, signal }: KeylessOptions): Signer {
  return {
    // Each signature has a certificate of its own; whose it will be is for the authority to say
    own: undefined,
    async sign(statement) {
      const [{ DSSEBundleBuilder, FulcioSigner }, { bundleToJSON }, { witnessesOf }] = await Promise.all([
        import("@sigstore/sign"),
        import("@sigstore/bundle"),
        import("./witnesses.ts"),
      ]);
      const identityProvider = { getToken: async () => token };
      const builder = new DSSEBundleBuilder({
        signer: new FulcioSigner({ fulcioBaseURL: services.fulcio, identityProvider, ...patience }),
        witnesses: witnessesOf(services, patience),
      });
      const bundle = encodeJson(bundleToJSON(await create(builder, statement, signal)) as object);
      const name = "the new signature";
      return { bundle, by: await whoSigned(parseBundle(bundle, name), root, name) };
    },
  };
}

async function create(builder: BundleBuilder, statement: Uint8Array, signal: AbortSignal) {
  try {
    return await orAborted(builder.create({ data: Buffer.from(statement), type: statementType }), signal);
  } catch (error) {
    if (signal.aborted) throw error;
    const { code, cause } = error as Error & { code?: string };
    // The library's own messages may hold the token
    const why = cause instanceof Error ? [cause.message] : [];
    throw new MeshWasmError("MW0812", refusals[code ?? ""] ?? "the image cannot be signed", { details: why, cause });
  }
}
