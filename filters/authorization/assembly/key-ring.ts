import { Bytes, decodeBase64, decodeBase64Url, encodeUtf8, log, Status, verifySignature } from "mesh-wasm/assembly";
import { constantTimeEqual, hmacSha256 } from "mesh-wasm/assembly/crypto";
import { Algorithm, KeyConfig } from "./config";
import { Token } from "./token";

/** The least that RFC 7518, section 3.2, allows for HS256. */
const minSecretLength = 32;

/** The keys of the configuration, ready to check signatures. */
export class KeyRing {
  private keys: Key[] = [];

  /** Takes the keys; `null`, with a line in the log, where one is not usable. */
  static of(configs: KeyConfig[]): KeyRing | null {
    const ring = new KeyRing();
    for (let i = 0; i < configs.length; ++i) {
      const key = new Key(configs[i]);
      if (key.problem.length) {
        log.error(`keys[${i}]: ${key.problem}`);
        return null;
      }
      ring.keys.push(key);
    }
    return ring;
  }

  /** Whether a key of the token's algorithm, and of its `kid` where both have one, has signed it. */
  hasSigned(token: Token): bool {
    for (let i = 0; i < this.keys.length; ++i) {
      if (this.keys[i].isFor(token) && this.keys[i].hasSigned(token)) return true;
    }
    return false;
  }

  /** Whether there is a key that could have signed the token. */
  knows(token: Token): bool {
    for (let i = 0; i < this.keys.length; ++i) {
      if (this.keys[i].isFor(token)) return true;
    }
    return false;
  }
}

class Key {
  /** Why the key cannot be used; empty where it can. */
  readonly problem: string;
  private id: string;
  private algorithm: Algorithm;
  /** The shared secret, or the public key in DER. */
  private material: Bytes;

  constructor(config: KeyConfig) {
    const isSecret = config.algorithm == Algorithm.HS256;
    const material = isSecret ? decodeBase64Url(config.secret) : decodePem(config.publicKey);
    this.id = config.id;
    this.algorithm = config.algorithm;
    this.material = material ? material : new StaticArray<u8>(0);
    this.problem = isSecret ? problemOfSecret(material) : problemOfPublicKey(material);
  }

  isFor(token: Token): bool {
    // The configuration says what a key is good for. A token that could choose would have its RSA key taken for a secret.
    if (token.algorithm != (this.algorithm == Algorithm.HS256 ? "HS256" : "RS256")) return false;
    return this.id.length == 0 || token.keyId.length == 0 || this.id == token.keyId;
  }

  hasSigned(token: Token): bool {
    const text = encodeUtf8(token.signedText);
    if (this.algorithm == Algorithm.HS256) return constantTimeEqual(hmacSha256(this.material, text), token.signature);
    const check = verifySignature("sha256", this.material, text, token.signature);
    if (check.status != Status.Ok)
      log.error(`key "${this.id}": the proxy cannot check signatures with it (${check.status})`);
    return check.valid;
  }
}

function problemOfSecret(secret: Bytes | null): string {
  if (!secret) return "secret: expected base64url";
  if (secret.length >= minSecretLength) return "";
  return `secret: expected ${minSecretLength} bytes or more, found ${secret.length}`;
}

function problemOfPublicKey(key: Bytes | null): string {
  return key && key.length ? "" : "publicKey: expected a public key in PEM (-----BEGIN PUBLIC KEY-----)";
}

/** The content of a PEM block of a public key; `null` for anything else. */
function decodePem(text: string): Bytes | null {
  const begin = "-----BEGIN PUBLIC KEY-----";
  const from = text.indexOf(begin);
  const to = text.indexOf("-----END PUBLIC KEY-----");
  if (from < 0 || to < from) return null;
  const letters = text.substring(from + begin.length, to);
  return decodeBase64(letters.replaceAll("\n", "").replaceAll("\r", "").replaceAll(" ", ""));
}
