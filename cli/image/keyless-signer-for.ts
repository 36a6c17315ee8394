import { isOffline, MeshWasmError } from "../../core/index.ts";
import { keylessSigner } from "../../registry/sigstore/keyless-signer.ts";
import { fetchPublic } from "../../registry/sigstore/public-instance.ts";
import { readSigningConfig, type SigningServices } from "../../registry/sigstore/signing-services.ts";
import type { Signer } from "../../registry/trust/signer.ts";
import type { CommandContext } from "../framework/context.ts";
import { findIdentityToken } from "./find-identity-token.ts";
import { readTextFile } from "./read-text-file.ts";
import type { KeylessArguments } from "./sigstore-options.ts";
import { trustedRootFor } from "./trusted-root-for.ts";

/**
 * Signs with a certificate for whoever an identity token is of.
 *
 * @throws MeshWasmError MW0810 and MW0811 without a token that can be used, MW0103 and MW0106 for URLs that do not go together,
 * MW0812 offline and for services that cannot be reached, MW0813 for a file that is something else
 */
export async function keylessSignerFor(ctx: CommandContext, args: KeylessArguments): Promise<Signer> {
  const token = await findIdentityToken(ctx, args.identityToken);
  if (isOffline(ctx)) {
    throw new MeshWasmError("MW0812", "no certificate is asked for: mesh-wasm is offline", {
      hint: "leave out --offline and MESH_WASM_OFFLINE, or sign with --key",
    });
  }
  const services = await servicesFor(ctx, args);
  const root = await trustedRootFor(ctx, args.trustedRoot);
  return keylessSigner({ token, services, root, signal: ctx.signal });
}

async function servicesFor(ctx: CommandContext, args: KeylessArguments): Promise<SigningServices> {
  const { fulcioUrl: fulcio, rekorUrl: rekor, timestampServerUrl: timestamps, signingConfig } = args;
  const ownUrl = fulcio ?? rekor ?? timestamps;
  if (signingConfig !== undefined) {
    if (ownUrl !== undefined)
      throw new MeshWasmError("MW0106", "--signing-config names all services, and URLs do, too");
    return readSigningConfig(
      Buffer.from(await readTextFile(ctx, signingConfig, "the signing configuration")),
      signingConfig,
    );
  }
  if (ownUrl === undefined) {
    const name = "the signing configuration of the public instance";
    return readSigningConfig(await fetchPublic(ctx, "signing_config.v0.2.json"), name);
  }
  if (fulcio === undefined || rekor === undefined || args.trustedRoot === undefined) {
    // What was signed for an own instance should not go into the public log for a forgotten option
    throw new MeshWasmError("MW0103", "--fulcio-url, --rekor-url and --trusted-root go together", {
      hint: "name all services of one instance of sigstore and its trusted root, or none for the public instance",
    });
  }
  return {
    fulcio: checkUrl(fulcio),
    // One of the second version can be named in a signing configuration
    rekor: { url: checkUrl(rekor), version: 1 },
    timestamps: timestamps && checkUrl(timestamps),
  };
}

function checkUrl(text: string): string {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text.replace(/\/+$/, "");
  throw new MeshWasmError("MW0105", `"${text}" is no URL`, { hint: "it begins with https://, or with http://" });
}
