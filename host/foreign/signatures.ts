import { platform } from "#host-platform";
import { type HashFunction, hashFunctions, type PrivateKeyForm, type SigningFailure } from "../platform.ts";
import { readMessage } from "../protobuf/read-message.ts";
import { writeMessage } from "../protobuf/write-message.ts";
import { Status } from "../status.ts";
import type { ForeignCall, ForeignResult } from "./foreign-call.ts";
import { answer, succeed } from "./foreign-function.ts";
import { argumentType, resultType } from "./messages.ts";
import { readPem } from "./pem.ts";

const verifyArgument = argumentType("verify_signature");
const verifyResult = resultType("verify_signature");
const signArgument = argumentType("sign");
const signResult = resultType("sign");

interface VerifyArguments {
  hash_function?: string;
  public_key?: Uint8Array;
  signature?: Uint8Array;
  text?: Uint8Array;
  public_key_pem?: string;
}

/** `verify_signature`. A signature that is wrong, and a key that cannot be used, are said in the result. */
export function verifySignature(argument: Uint8Array, { current }: ForeignCall): ForeignResult {
  const asked = readMessage(verifyArgument, argument) as VerifyArguments | undefined;
  if (!asked) return answer(Status.BAD_ARGUMENT);
  // Envoy 1.36 knows no PEM, and no missing key
  const hasPem = current.pluginProperties.envoyMinor > 36;
  if (hasPem && !hasOne(asked.public_key, asked.public_key_pem)) return answer(Status.BAD_ARGUMENT);
  const error = hasPem ? whyWrong(asked) : whyWrong({ ...asked, public_key_pem: "" });
  return succeed(writeMessage(verifyResult, error === undefined ? { result: true } : { error }));
}

/** What is wrong with a signature; `undefined` where nothing is. */
function whyWrong({ hash_function = "", public_key, public_key_pem, signature, text }: VerifyArguments) {
  const hash = hashOf(hash_function);
  if (!hash) return `${hash_function} is not supported.`;
  const publicKey = public_key_pem ? readPem(public_key_pem, ["PUBLIC KEY"])?.der : public_key;
  const isRight =
    publicKey && platform.verifySignature({ hash, publicKey, signature: signature ?? empty, text: text ?? empty });
  if (isRight === undefined) return "Failed to initialize digest verify.";
  return isRight ? undefined : "Failed to verify digest. Error code: 0";
}

interface SignArguments {
  hash_function?: string;
  private_key?: Uint8Array;
  text?: Uint8Array;
  private_key_pem?: string;
}

/** `sign`, since Envoy 1.37. Why there is no signature is said in the result. */
export function sign(argument: Uint8Array, { current }: ForeignCall): ForeignResult {
  if (current.pluginProperties.envoyMinor < 37) return answer(Status.NOT_FOUND);
  const asked = readMessage(signArgument, argument) as SignArguments | undefined;
  if (!asked || !hasOne(asked.private_key, asked.private_key_pem)) return answer(Status.BAD_ARGUMENT);
  const signed = signatureOf(asked);
  return succeed(
    writeMessage(signResult, typeof signed === "string" ? { error: signed } : { result: true, signature: signed }),
  );
}

/** The signature, or why there is none. */
function signatureOf({ hash_function = "", private_key, private_key_pem, text }: SignArguments): Uint8Array | string {
  const hash = hashOf(hash_function);
  if (!hash) return `${hash_function} is not supported.`;
  const key = private_key_pem ? pemKey(private_key_pem) : { privateKey: private_key ?? empty, form: "pkcs8" as const };
  const signed = key ? platform.sign({ hash, ...key, text: text ?? empty }) : "unknown key";
  return typeof signed === "string" ? failures[signed] : signed;
}

const failures: Record<SigningFailure, string> = {
  "unknown key": "Invalid key type: private key required for signing operation.",
  "no signing key": "Invalid private key: key data is corrupted or malformed.",
  failed: "Failed to create signature.",
};

const privateKeyForms: Record<string, PrivateKeyForm> = {
  "PRIVATE KEY": "pkcs8",
  "RSA PRIVATE KEY": "pkcs1",
  "EC PRIVATE KEY": "sec1",
};

function pemKey(text: string): { privateKey: Uint8Array; form: PrivateKeyForm } | undefined {
  const block = readPem(text, [...Object.keys(privateKeyForms), "ENCRYPTED PRIVATE KEY"]);
  const form = block && privateKeyForms[block.label];
  return form && { privateKey: block.der, form };
}

const empty = new Uint8Array();

function hashOf(name: string): HashFunction | undefined {
  const lower = name.toLowerCase();
  return hashFunctions.find((hash) => hash === lower);
}

function hasOne(der: Uint8Array | undefined, pem: string | undefined): boolean {
  return (der ?? empty).length > 0 !== Boolean(pem);
}
