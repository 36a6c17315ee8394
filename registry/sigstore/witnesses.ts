import { createHash } from "node:crypto";
import { HashAlgorithm } from "@sigstore/protobuf-specs";
import { RekorWitness, type RekorWitnessOptions, type SignatureBundle, TSAWitness, type Witness } from "@sigstore/sign";
import { signedBytes } from "../trust/dsse.ts";
import type { SigningServices } from "./signing-services.ts";

/** Who bears witness to a signature: the transparency log, and the timestamp authority where there is one. */
export function witnessesOf(
  { rekor, timestamps }: SigningServices,
  patience: Pick<RekorWitnessOptions, "timeout" | "retry">,
): Witness[] {
  const { url: rekorBaseURL, version: majorApiVersion } = rekor;
  const log = new RekorWitness({ rekorBaseURL, majorApiVersion, fetchOnConflict: true, ...patience });
  return [
    majorApiVersion === 2 ? asHash(log) : log,
    ...(timestamps === undefined ? [] : [new TSAWitness({ tsaBaseURL: timestamps, ...patience })]),
  ];
}

/**
 * The second version of Rekor takes the hash of what is signed alone. The library would send it the envelope, which Rekor refuses
 * since 2.3.
 */
function asHash(log: Witness): Witness {
  return { testify: (content, certificate) => log.testify(hashed(content), certificate) };
}

function hashed(content: SignatureBundle): SignatureBundle {
  if (content.$case !== "dsseEnvelope") return content;
  const { payload, signatures } = content.dsseEnvelope;
  const digest = createHash("sha256").update(signedBytes(payload)).digest();
  return {
    $case: "messageSignature",
    messageSignature: {
      messageDigest: { algorithm: HashAlgorithm.SHA2_256, digest },
      signature: signatures[0]?.sig ?? Buffer.alloc(0),
    },
  };
}
