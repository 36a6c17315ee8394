import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** What a certificate says. */
export interface CertificateOptions {
  commonName: string;
  organization: string;
  /** Names in the SAN extension. */
  dns: string[];
  uri: string[];
}

/** A certificate signed by itself, and its key. */
export interface Certificate {
  /** As PEM. */
  certificate: string;
  /** As PEM. */
  key: string;
  /** SHA-256 of the certificate as DER, in hexadecimal. */
  digest: string;
}

/** Makes an X.509 certificate with an EC key, valid from yesterday on for some days. Source: RFC 5280. */
export function makeCertificate(options: CertificateOptions): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const ecdsaWithSha256 = sequence(oid("1.2.840.10045.4.3.2"));
  const name = nameOf(options);
  const version = tagged(0xa0, integer(Buffer.from([2])));
  const serial = integer(Buffer.concat([Buffer.from([1]), randomBytes(8)]));
  const body = sequence(
    version,
    serial,
    ecdsaWithSha256,
    name,
    sequence(time(-1), time(30)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    tagged(0xa3, sequence(alternativeNames(options))),
  );
  const der = sequence(body, ecdsaWithSha256, bitString(sign("sha256", body, privateKey)));
  return {
    certificate: pem(der),
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    digest: createHash("sha256").update(der).digest("hex"),
  };
}

function pem(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

function nameOf({ commonName, organization }: CertificateOptions): Buffer {
  const part = (type: string, value: string) => tagged(0x31, sequence(oid(type), tagged(0x0c, Buffer.from(value))));
  return sequence(part("2.5.4.10", organization), part("2.5.4.3", commonName));
}

function alternativeNames({ dns, uri }: CertificateOptions): Buffer {
  const names = [
    ...dns.map((value) => tagged(0x82, Buffer.from(value))),
    ...uri.map((value) => tagged(0x86, Buffer.from(value))),
  ];
  return sequence(oid("2.5.29.17"), tagged(0x04, sequence(...names)));
}

/** UTCTime, some days from now. */
function time(days: number): Buffer {
  const digits = new Date(Date.now() + days * 86_400_000).toISOString().replace(/\D/g, "");
  return tagged(0x17, Buffer.from(`${digits.slice(2, 14)}Z`));
}

function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split(".").map(Number);
  return tagged(0x06, Buffer.from([40 * first + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const last = value & 0x7f;
  return value < 0x80 ? [last] : [...base128(value >> 7).map((byte) => byte | 0x80), last];
}

function integer(bytes: Buffer): Buffer {
  return tagged(0x02, bytes);
}

function bitString(bytes: Buffer): Buffer {
  return tagged(0x03, Buffer.concat([Buffer.from([0]), bytes]));
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function tagged(tag: number, content: Buffer): Buffer {
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
