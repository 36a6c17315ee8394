import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { compressible } from "../../../host/deflate/fixtures/compressible.ts";
import { writeMessage } from "../../../host/protobuf/write-message.ts";
import { foreignFunctions } from "../../../module/abi/foreign-functions.ts";
import type { Message } from "../../../module/abi/types.ts";

/** A call of a foreign function: what it is about, the function, its argument. */
export type ForeignCase = [title: string, name: string, argument: Uint8Array];

/** An argument that is a message. */
function message(name: string, fields: object): Uint8Array {
  return writeMessage(foreignFunctions.find((one) => one.name === name)?.argument as Message, fields);
}

type Keys = { publicKey: KeyObject; privateKey: KeyObject };

const text = Buffer.from("signed text");
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const short = generateKeyPairSync("rsa", { modulusLength: 512 });
const pss = generateKeyPairSync("rsa-pss", { modulusLength: 2048 } as never) as unknown as Keys;
const ed25519 = generateKeyPairSync("ed25519");
const dsa = generateKeyPairSync("dsa", { modulusLength: 1024 } as never) as unknown as Keys;
const [p224, p256, p384, p521, k1] = ["secp224r1", "P-256", "P-384", "P-521", "secp256k1"].map((namedCurve) =>
  generateKeyPairSync("ec", { namedCurve }),
) as [Keys, Keys, Keys, Keys, Keys];

function der(key: KeyObject, type = key.type === "private" ? "pkcs8" : "spki"): Buffer {
  return key.export({ type, format: "der" } as never) as unknown as Buffer;
}

function pem(key: KeyObject, type = key.type === "private" ? "pkcs8" : "spki", more: object = {}): string {
  return String(key.export({ type, format: "pem", ...more } as never));
}

function signature({ privateKey }: Keys, hash: string | null = "sha256"): Buffer {
  return sign(hash, text, privateKey);
}

function verifyCase(title: string, fields: object): ForeignCase {
  return [title, "verify_signature", message("verify_signature", { hash_function: "sha256", text, ...fields })];
}

const rsaPem = pem(rsa.publicKey);
const bySignature = { signature: signature(rsa) };

export const verifyCases: ForeignCase[] = [
  ...(["sha1", "sha224", "sha256", "sha384", "sha512", "SHA256", "Sha1"] as const).flatMap((hash) =>
    [rsa, p224, p256, p384, p521].map((keys, index) =>
      verifyCase(`${hash} ${index}`, {
        hash_function: hash,
        public_key: der(keys.publicKey),
        signature: signature(keys, hash.toLowerCase()),
      }),
    ),
  ),
  ...(["md5", "", "SHA-256", "sha3-256"] as const).map((hash) =>
    verifyCase(`hash ${hash}`, { hash_function: hash, public_key: der(rsa.publicKey), ...bySignature }),
  ),
  verifyCase("secp256k1", { public_key: der(k1.publicKey), signature: signature(k1) }),
  verifyCase("PSS", { public_key: der(pss.publicKey), signature: signature(pss) }),
  verifyCase("Ed25519", { public_key: der(ed25519.publicKey), signature: signature(ed25519, null) }),
  verifyCase("DSA", { public_key: der(dsa.publicKey), signature: signature(dsa) }),
  verifyCase("a short key", { public_key: der(short.publicKey), signature: signature(short) }),
  verifyCase("a key too short", {
    hash_function: "sha512",
    public_key: der(short.publicKey),
    signature: Buffer.alloc(64),
  }),
  verifyCase("PKCS#1 as DER", { public_key: der(rsa.publicKey, "pkcs1"), ...bySignature }),
  verifyCase("a private key", { public_key: der(rsa.privateKey), ...bySignature }),
  verifyCase("more behind the key", { public_key: Buffer.concat([der(rsa.publicKey), text]), ...bySignature }),
  verifyCase("PEM", { public_key_pem: rsaPem, ...bySignature }),
  verifyCase("PKCS#1 as PEM", { public_key_pem: pem(rsa.publicKey, "pkcs1"), ...bySignature }),
  verifyCase("a private key as PEM", { public_key_pem: pem(rsa.privateKey), ...bySignature }),
  verifyCase("text before PEM", { public_key_pem: `hello\n${rsaPem}`, ...bySignature }),
  verifyCase("another block before PEM", { public_key_pem: pem(rsa.privateKey) + rsaPem, ...bySignature }),
  verifyCase("PEM with CRLF", { public_key_pem: rsaPem.replaceAll("\n", "\r\n"), ...bySignature }),
  verifyCase("PEM without a last line end", { public_key_pem: rsaPem.trim(), ...bySignature }),
  verifyCase("PEM with indentation", { public_key_pem: rsaPem.replaceAll("\n", "\n "), ...bySignature }),
  verifyCase("no PEM", { public_key_pem: "no PEM", ...bySignature }),
  verifyCase("both keys", { public_key: der(rsa.publicKey), public_key_pem: rsaPem, ...bySignature }),
  verifyCase("no key", bySignature),
  verifyCase("no key, no hash", { hash_function: "md5", ...bySignature }),
  verifyCase("no key that is one", { public_key: text, ...bySignature }),
  verifyCase("no signature", { public_key: der(rsa.publicKey) }),
  verifyCase("another signature", { public_key: der(rsa.publicKey), signature: signature(short) }),
  verifyCase("another key", { public_key: der(p256.publicKey), ...bySignature }),
  verifyCase("more behind the signature", {
    public_key: der(p256.publicKey),
    signature: Buffer.concat([signature(p256), text]),
  }),
  ["no message", "verify_signature", Buffer.from("ffff", "hex")],
  ["nothing", "verify_signature", Buffer.alloc(0)],
  ["no UTF-8", "verify_signature", Buffer.from("0a01ff", "hex")],
  ["an unknown field", "verify_signature", Buffer.concat([Buffer.from("5001", "hex"), verifyCase("", bySignature)[2]])],
];

function signCase(title: string, fields: object): ForeignCase {
  return [title, "sign", message("sign", { hash_function: "sha256", text, ...fields })];
}

/** Signatures differ from call to call but for RSA. */
export const signCases: ForeignCase[] = [
  ...(["sha1", "sha224", "sha256", "sha384", "SHA512"] as const).map((hash) =>
    signCase(hash, { hash_function: hash, private_key: der(rsa.privateKey) }),
  ),
  signCase("PKCS#1 as PEM", { private_key_pem: pem(rsa.privateKey, "pkcs1") }),
  signCase("PEM", { private_key_pem: pem(rsa.privateKey) }),
  signCase("PKCS#1 as DER", { private_key: der(rsa.privateKey, "pkcs1") }),
  signCase("SEC1 as DER", { private_key: der(p256.privateKey, "sec1") }),
  signCase("secp256k1", { private_key: der(k1.privateKey) }),
  signCase("Ed25519", { private_key: der(ed25519.privateKey) }),
  signCase("DSA", { private_key: der(dsa.privateKey) }),
  signCase("PSS", { private_key: der(pss.privateKey) }),
  signCase("a key too short", { hash_function: "sha512", private_key: der(short.privateKey) }),
  signCase("a short key", { private_key: der(short.privateKey) }),
  signCase("an encrypted key", {
    private_key_pem: pem(rsa.privateKey, "pkcs8", { cipher: "aes-256-cbc", passphrase: "secret" }),
  }),
  signCase("more behind the key", { private_key: Buffer.concat([der(rsa.privateKey), text]) }),
  signCase("both keys", { private_key: der(rsa.privateKey), private_key_pem: pem(rsa.privateKey) }),
  signCase("no key", {}),
  signCase("no hash", { hash_function: "md5", private_key: der(rsa.privateKey) }),
  signCase("neither", { hash_function: "md5", private_key: text }),
  ["no message", "sign", Buffer.from("ffff", "hex")],
];

/** What is easy and what is hard to compress, within a window and beyond it. */
export const compressCases: ForeignCase[] = compressible().map(([title, bytes]) => [title, "compress", bytes]);

export const otherCases: ForeignCase[] = [
  ["more behind the end", "uncompress", Buffer.concat([deflateSync("hello"), text])],
  ["much", "uncompress", deflateSync(Buffer.alloc(100_000, "mesh "))],
  ["no header", "uncompress", deflateRawSync("hello")],
  ["gzip", "uncompress", gzipSync("hello")],
  ["a dictionary", "uncompress", deflateSync("hello", { dictionary: Buffer.from("hello") })],
  ["nothing in it", "uncompress", deflateSync("")],
  ["nothing", "uncompress", Buffer.alloc(0)],
  ["one byte", "uncompress", Buffer.from([0x78])],
  ["a part", "uncompress", deflateSync("hello hello hello").subarray(0, -5)],
  ["without checksum", "uncompress", deflateSync("hello").subarray(0, -4)],
  ["a wrong checksum", "uncompress", Buffer.concat([deflateSync("hello").subarray(0, -1), Buffer.from([9])])],
  ["a small window", "uncompress", deflateSync("hello", { windowBits: 9 })],
  ["an unknown function", "nobody", text],
  ["no name", "", text],
  ["too short", "expr_evaluate", Buffer.from([1])],
  ["too long", "expr_evaluate", Buffer.alloc(5)],
  ["an unknown token", "expr_evaluate", Buffer.from([9, 0, 0, 0])],
  ["an unknown token", "expr_delete", Buffer.from([9, 0, 0, 0])],
  ["too short", "expr_delete", Buffer.alloc(3)],
  ["the first", "expr_create", Buffer.from("1")],
  ["the second", "expr_create", Buffer.from("2")],
  ["the first", "expr_delete", Buffer.alloc(4)],
  ["the third", "expr_create", Buffer.from("3")],
  ["no expression", "expr_create", Buffer.from("1 +")],
  ["after no expression", "expr_create", Buffer.from("4")],
  ["no function", "expr_create", Buffer.from("nobody(1)")],
  ["after no function", "expr_create", Buffer.from("5")],
  ["the second", "expr_evaluate", Buffer.from([1, 0, 0, 0])],
  ["the first, which is gone", "expr_evaluate", Buffer.alloc(4)],
  ["no UTF-8", "expr_create", Buffer.from([0x27, 0xff, 0x27])],
  ["once", "declare_property", message("declare_property", { name: "a" })],
  ["again", "declare_property", message("declare_property", { name: "a" })],
  ["no message", "declare_property", Buffer.from("ff", "hex")],
  ["nothing", "declare_property", Buffer.alloc(0)],
  ["an unknown type", "declare_property", message("declare_property", { name: "b", type: 9, span: 9 })],
  ["an argument", "clear_route_cache", text],
  ["no message", "set_envoy_filter_state", Buffer.from("ff", "hex")],
  ["nothing", "set_envoy_filter_state", Buffer.alloc(0)],
];

const keys = [
  "envoy.ai.llm_protocol.request envoy.ai.model.request envoy.bool envoy.filters.listener.original_dst.local_ip",
  "envoy.filters.listener.original_dst.remote_ip envoy.hashable_string envoy.network.application_protocols",
  "envoy.network.ip envoy.network.network_namespace envoy.network.transport_socket.http_11_proxy.info",
  "envoy.network.transport_socket.original_dst_address envoy.network.upstream_server_name",
  "envoy.network.upstream_subject_alt_names envoy.ratelimit.hits_addend envoy.router.debug_config envoy.string",
  "envoy.tcp_proxy.cluster envoy.tcp_proxy.disable_tunneling envoy.tcp_proxy.per_connection_idle_timeout_ms",
  "envoy.upstream.dynamic_host envoy.upstream.dynamic_port nobody __proto__",
].flatMap((line) => line.split(" "));

const values = [
  "|true|TRUE|1|f|no|on| true |5| +7 |-1|007|0x10|65536|4294967296|18446744073709551615|18446744073709551616|99999999999",
  "|a.example.com|a,b| a , b|10.0.0.1|010.0.0.1|1.2.3|::1|[::1]|2001:0DB8::0001|::ffff:1.2.3.4|::1.2.3.4|1::2::3|::",
  "|1:0:0:2:0:0:0:3|0:0:1:0:0:2:0:0|1:2:3:4:5:6:7:8|1:2:3:4:5:6:7::|10.0.0.1:80|10.0.0.1:0|10.0.0.1:99999|10.0.0.1:|10.0.0.1: 8",
  "|10.0.0.1:+8|10.0.0.1:08|[::1]:80|::1:80|unix:///x|host,1.2.3.4:80|host:1,[::1]:80|a,host:80|,1.2.3.4:80|a,b,1.2.3.4:80",
  "|OPENAI_RESPONSES|ANTHROPIC_MESSAGES|openai",
]
  .join("")
  .split("|");

/** Filter state: its key, and the call that sets it. */
export const stateCases: (readonly [key: string, call: ForeignCase])[] = keys.flatMap((path) =>
  values.map((value) => {
    const argument = message("set_envoy_filter_state", { path, value });
    return [path, [`${path} = ${JSON.stringify(value)}`, "set_envoy_filter_state", argument]] as const;
  }),
);
