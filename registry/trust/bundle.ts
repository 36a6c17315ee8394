import * as v from "valibot";
import { MeshWasmError } from "../../core/index.ts";
import { type Broken, decodeJson, validAs } from "../decode-json.ts";
import { encodeJson } from "../manifest.ts";
import { bundleType } from "../media-types.ts";
import { base64 } from "./base64.ts";
import { statementType } from "./dsse.ts";

/** A signature with what it signs. */
export interface Bundle {
  /** Of the public key, or undefined where a certificate is in its place. Nobody has signed this: it is no more than a hint. */
  readonly hint: string | undefined;
  /** In DER; undefined where the signature was made with a key that has none. */
  readonly certificate: Uint8Array | undefined;
  readonly payload: Uint8Array;
  /** ECDSA in DER. */
  readonly signature: Uint8Array;
  /** All of it, for whoever looks at the log's proof and at timestamps. */
  readonly json: unknown;
}

const form = v.object({
  mediaType: v.literal(bundleType),
  verificationMaterial: v.object({
    publicKey: v.optional(v.object({ hint: v.optional(v.string()) })),
    certificate: v.optional(v.object({ rawBytes: base64 })),
  }),
  dsseEnvelope: v.object({
    payload: base64,
    payloadType: v.literal(statementType),
    signatures: v.strictTuple([v.object({ sig: base64 })]),
  }),
});

/** Writes the bundle of a key in the form of cosign 3. */
export function encodeBundle({ hint, payload, signature }: Pick<Bundle, "hint" | "payload" | "signature">): Uint8Array {
  return encodeJson({
    mediaType: bundleType,
    verificationMaterial: { publicKey: { hint } },
    dsseEnvelope: {
      payload: Buffer.from(payload).toString("base64"),
      payloadType: statementType,
      signatures: [{ sig: Buffer.from(signature).toString("base64") }],
    },
  });
}

/**
 * Reads a bundle. Whether it is valid is for a {@link Trust} to say.
 *
 * @param name What messages call the signature.
 * @throws MeshWasmError MW0805
 */
export function parseBundle(bytes: Uint8Array, name: string): Bundle {
  const asBroken: Broken = (why, cause) => brokenBundle(name, why, cause);
  const json = decodeJson(bytes, asBroken);
  const { verificationMaterial, dsseEnvelope } = validAs(form, json, asBroken);
  const { publicKey, certificate } = verificationMaterial;
  const [{ sig }] = dsseEnvelope.signatures;
  return {
    hint: publicKey?.hint,
    certificate: certificate?.rawBytes,
    payload: dsseEnvelope.payload,
    signature: sig,
    json,
  };
}

/** An error about a bundle that cannot be read. */
export function brokenBundle(name: string, why: string, cause?: unknown): MeshWasmError {
  return new MeshWasmError("MW0805", `${name} is no bundle that is understood here`, { details: [why], cause });
}
