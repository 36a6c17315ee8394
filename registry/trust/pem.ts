/** A block of PEM. */
export interface PemBlock {
  /** `PUBLIC KEY` */
  readonly label: string;
  readonly bytes: Uint8Array;
}

const form = /-----BEGIN ([A-Z0-9 ]+)-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END \1-----/;

/** The first block of a text in PEM; undefined where there is none. */
export function parsePem(text: string): PemBlock | undefined {
  const [, label, body] = form.exec(text) ?? [];
  if (label === undefined || body === undefined) return undefined;
  return { label, bytes: Buffer.from(body, "base64") };
}

/** Writes a block as Go and openssl do: in lines of 64 characters. */
export function encodePem({ label, bytes }: PemBlock): string {
  const lines =
    Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}
