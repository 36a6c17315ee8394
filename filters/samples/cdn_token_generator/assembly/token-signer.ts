import { Bytes, decodeHex, encodeBase64Url, encodeHex, encodeLatin1, encodeUtf8, log, now } from "mesh-wasm/assembly";
import { hmacSha256 } from "mesh-wasm/assembly/crypto";

const shortestExpiry = 60;
const longestExpiry = 86400;

/** Makes tokens of Media CDN for URLs. */
export class TokenSigner {
  private constructor(
    private key: Bytes,
    private keyName: string,
    /** How many seconds a token is good. */
    private expiry: i32,
  ) {}

  /**
   * Reads a line for each setting, `name: value` with or without quotes around the value: `private_key_hex`, `key_name`,
   * `expiry_seconds`. `null` where one is missing or wrong, which is logged.
   */
  static parse(text: string): TokenSigner | null {
    const settings = settingsOf(text);
    const digits = valueOf(settings, "private_key_hex", "privateKeyHex");
    const keyName = valueOf(settings, "key_name", "keyName");
    const expiry = expiryOf(valueOf(settings, "expiry_seconds", "expirySeconds"));
    const key = digits.length >= 32 && digits.length <= 256 ? decodeHex(digits) : null;
    if (!key) log.error("cdn_token_generator: private_key_hex: expected 32 to 256 hexadecimal digits");
    if (keyName.length == 0) log.error("cdn_token_generator: key_name is required");
    if (!key || keyName.length == 0) return null;
    log.info(`cdn_token_generator: CDN Token Generator configured: keyName=${keyName}, expirySeconds=${expiry}`);
    return new TokenSigner(key, keyName, expiry);
  }

  /** The URL, a character for each byte, with a token. */
  sign(url: string): string {
    const prefix = encodeBase64Url(encodeLatin1(url));
    const expires = now() / 1_000_000_000 + this.expiry;
    const signed = `URLPrefix=${prefix}~Expires=${expires}~KeyName=${this.keyName}`;
    const code = encodeHex(hmacSha256(this.key, encodeUtf8(signed)));
    return `${url}${url.includes("?") ? "&" : "?"}Edge-Cache-Token=${signed}~hmac=${code}`;
  }
}

function settingsOf(text: string): Map<string, string> {
  const settings = new Map<string, string>();
  const lines = text.split("\n");
  for (let i = 0; i < lines.length; ++i) {
    const colon = lines[i].indexOf(":");
    if (colon > 0) settings.set(bare(lines[i].substring(0, colon)), bare(lines[i].substring(colon + 1)));
  }
  return settings;
}

/** Without blanks, quotes and commas around it. */
function bare(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isAround(text.charCodeAt(start))) ++start;
  while (end > start && isAround(text.charCodeAt(end - 1))) --end;
  return text.substring(start, end);
}

function isAround(unit: i32): bool {
  return unit <= 0x20 || unit == 0x22 || unit == 0x2c;
}

function valueOf(settings: Map<string, string>, name: string, otherName: string): string {
  if (settings.has(name)) return settings.get(name);
  return settings.has(otherName) ? settings.get(otherName) : "";
}

/** An hour for what is no number of seconds from a minute to a day. */
function expiryOf(text: string): i32 {
  const seconds = text.length > 0 && text.length < 9 ? i32.parse(text) : 0;
  return seconds >= shortestExpiry && seconds <= longestExpiry ? seconds : 3600;
}
