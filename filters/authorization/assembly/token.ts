import { Bytes, decodeBase64Url, JsonReader } from "mesh-wasm/assembly";

/** No honest token is longer; a longer one is not even decoded. */
const maxLength = 16384;

/** A JSON Web Token in compact form, its three parts decoded; nothing of it is checked yet. */
export class Token {
  private constructor(
    /** What is signed: the first two parts as they came. */
    readonly signedText: string,
    readonly algorithm: string,
    /** The `kid`; empty where the header has none. */
    readonly keyId: string,
    readonly payload: Bytes,
    readonly signature: Bytes,
  ) {}

  /** Takes a token apart; `null` where it is none, or asks for extensions (`crit`) that nobody here knows. */
  static parse(text: string): Token | null {
    if (text.length > maxLength) return null;
    const parts = text.split(".");
    if (parts.length != 3) return null;
    const header = decodeBase64Url(parts[0]);
    const payload = decodeBase64Url(parts[1]);
    const signature = decodeBase64Url(parts[2]);
    if (!header || !payload || !signature) return null;
    const fields = new HeaderFields(header);
    if (!fields.isGood) return null;
    return new Token(`${parts[0]}.${parts[1]}`, fields.algorithm, fields.keyId, payload, signature);
  }
}

/** The fields of a token's header that matter. */
class HeaderFields {
  algorithm: string = "";
  keyId: string = "";
  isGood: bool = true;

  constructor(header: Bytes) {
    const reader = new JsonReader(header);
    if (reader.beginObject()) {
      while (reader.nextKey()) {
        if (reader.isKey("alg")) this.algorithm = reader.string();
        else if (reader.isKey("kid")) this.keyId = reader.string();
        else if (reader.isKey("crit")) this.isGood = false;
      }
    }
    reader.end();
    if (reader.failed || this.algorithm.length == 0) this.isGood = false;
  }
}
