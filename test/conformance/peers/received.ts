import type { Fields } from "../../support/http2/fields.ts";
import type { Message } from "../observe/observation.ts";

/** Longer bodies are told by their size and hash. */
const shownBytes = 1000;

/** Collects a message while it arrives. */
export class Received {
  readonly #informational: string[] = [];
  readonly #body: Uint8Array[] = [];
  readonly #metadata: Fields[] = [];
  #headers: Fields | undefined;
  #trailers: Fields | undefined;
  #broken: string | undefined;

  headers(fields: Fields): void {
    const status = fields.find(([name]) => name === ":status")?.[1] ?? "";
    if (/^1\d\d$/.test(status) && status !== "101") this.#informational.push(status);
    else this.#headers = fields;
  }

  data(bytes: Uint8Array): void {
    this.#body.push(bytes);
  }

  trailers(fields: Fields): void {
    this.#trailers = fields;
  }

  metadata(fields: Fields): void {
    this.#metadata.push(fields);
  }

  broken(how: string): void {
    this.#broken = how;
  }

  /** Whether nothing but 1xx has come so far. */
  isInterim(): boolean {
    return this.#headers === undefined && this.#informational.length > 0;
  }

  hasBegun(): boolean {
    return this.#headers !== undefined;
  }

  message(): Message {
    // How much came before the client gave up is up to chance
    if (this.#broken?.includes(" by ")) return { broken: this.#broken };
    const body = Buffer.concat(this.#body);
    return {
      ...(this.#informational.length > 0 ? { informational: this.#informational } : {}),
      ...(this.#headers ? { headers: this.#headers } : {}),
      ...(body.length > 0 ? { body: shown(body) } : {}),
      ...(this.#trailers ? { trailers: this.#trailers } : {}),
      ...(this.#metadata.length > 0 ? { metadata: this.#metadata } : {}),
      ...(this.#broken === undefined ? {} : { broken: this.#broken }),
    };
  }
}

/** Bytes as the scenarios' modules print them. */
function shown(bytes: Buffer): string {
  if (bytes.length > shownBytes) return `${bytes.length}#${hashOf(bytes)}`;
  return bytes
    .toString("latin1")
    .replace(/[^ !#-[\]-~]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
