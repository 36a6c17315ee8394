import { Bytes } from "../abi/bytes";
import { ProtobufReader } from "../encoding/protobuf-reader";
import { ProtobufWriter } from "../encoding/protobuf-writer";
import { callForeignFunction } from "./call-foreign-function";
import { SignatureResult } from "./signature-result";

// Envoy's messages SignArguments and SignResult

/**
 * Has the host sign bytes: with an RSA key PKCS #1 v1.5 (as in RS256), with an EC key ECDSA in DER (a JWT wants another
 * form). In Envoy it takes about 3 ms with RSA of 2048 bits, on the worker thread.
 *
 * @param hash `sha1`, `sha224`, `sha256`, `sha384` or `sha512`
 * @param privateKey PKCS #8 as DER
 *
 * Source: Envoy's foreign function `sign`. Envoy 1.36 does not have it.
 *
 * @example
 * const result = sign("sha256", key, encodeUtf8(text));
 * if (!result.signed) log.warn(result.status == Status.NotFound ? "no sign here" : result.error);
 */
export function sign(hash: string, privateKey: Bytes, text: Bytes): SignatureResult {
  const writer = argumentsOf(hash, text);
  writer.bytes(2, privateKey);
  return answerTo(writer.finish());
}

/**
 * Like {@link sign}, with a key as PEM: `-----BEGIN PRIVATE KEY-----` and so on.
 *
 * @example
 * const result = signPem("sha256", pem, encodeUtf8(text));
 * if (result.signed) this.request.headers.set("x-signature", encodeBase64(result.signature));
 */
export function signPem(hash: string, privateKeyPem: string, text: Bytes): SignatureResult {
  const writer = argumentsOf(hash, text);
  writer.string(4, privateKeyPem);
  return answerTo(writer.finish());
}

function argumentsOf(hash: string, text: Bytes): ProtobufWriter {
  const writer = new ProtobufWriter();
  writer.string(1, hash);
  writer.bytes(3, text);
  return writer;
}

function answerTo(argument: Bytes): SignatureResult {
  const result = callForeignFunction("sign", argument);
  let signature: Bytes = new StaticArray<u8>(0);
  let error = "";
  const reader = new ProtobufReader(result.bytes);
  while (reader.next()) {
    if (reader.field == 2) signature = reader.bytes();
    else if (reader.field == 3) error = reader.string();
  }
  return new SignatureResult(result.status, signature, error);
}
