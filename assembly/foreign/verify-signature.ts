import { Bytes } from "../abi/bytes";
import { Status } from "../abi/enums/status";
import { decodePem } from "../encoding/pem";
import { ProtobufReader } from "../encoding/protobuf-reader";
import { ProtobufWriter } from "../encoding/protobuf-writer";
import { callForeignFunction } from "./call-foreign-function";
import { SignatureCheck } from "./signature-check";

// Envoy's messages VerifySignatureArguments and VerifySignatureResult

/**
 * Has the host check a signature: in Envoy some 50 to 100 µs for RSA with PKCS #1 v1.5 padding (RS256 and so on) and 200 µs
 * for ECDSA (ES256), whose signature must be DER (a JWT's is not). PSS and Ed25519 are not known to it.
 *
 * Ask `valid`, not the status: for a key that is none, of another kind than the signature, or for an unknown hash Envoy
 * answers `Ok`, too, and says why in `error`.
 *
 * @param hash `sha1`, `sha224`, `sha256`, `sha384` or `sha512`
 * @param publicKey SubjectPublicKeyInfo as DER
 *
 * Source: Envoy's foreign function `verify_signature`.
 *
 * @example
 * const check = verifySignature("sha256", key, encodeUtf8(signedPart), signature);
 * if (!check.valid) log.warn(check.status == Status.NotFound ? "no verify_signature here" : check.error);
 */
export function verifySignature(hash: string, publicKey: Bytes, text: Bytes, signature: Bytes): SignatureCheck {
  const writer = argumentsOf(hash, text, signature);
  writer.bytes(2, publicKey);
  return check(writer.finish());
}

/**
 * Like {@link verifySignature}, with a key as PEM: `-----BEGIN PUBLIC KEY-----` and so on. It is decoded anew each time:
 * with `decodePem` once and {@link verifySignature} it is faster.
 *
 * @example
 * const check = verifySignaturePem("sha256", pem, encodeUtf8(text), signature);
 * if (!check.valid) return this.refuse();
 */
export function verifySignaturePem(hash: string, publicKeyPem: string, text: Bytes, signature: Bytes): SignatureCheck {
  // Envoy 1.36 does not know PEM
  const publicKey = decodePem(publicKeyPem, "PUBLIC KEY");
  if (publicKey) return verifySignature(hash, publicKey, text, signature);
  const writer = argumentsOf(hash, text, signature);
  writer.string(5, publicKeyPem);
  return check(writer.finish());
}

function argumentsOf(hash: string, text: Bytes, signature: Bytes): ProtobufWriter {
  const writer = new ProtobufWriter();
  writer.string(1, hash);
  writer.bytes(3, signature);
  writer.bytes(4, text);
  return writer;
}

function check(argument: Bytes): SignatureCheck {
  const result = callForeignFunction("verify_signature", argument);
  let valid = false;
  let error = "";
  const reader = new ProtobufReader(result.bytes);
  while (reader.next()) {
    if (reader.field == 1) valid = reader.value != 0;
    else if (reader.field == 2) error = reader.string();
  }
  return new SignatureCheck(result.status, valid && result.status == Status.Ok, error);
}
