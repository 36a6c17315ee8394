import { expect, test } from "vitest";
import { encodeJson } from "../manifest.ts";
import { readSigningConfig } from "./signing-services.ts";

interface Listed {
  version?: number;
  start?: string;
  end?: string;
}

function service(url: string, { version = 1, start = "2022-04-14T21:38:40Z", end }: Listed = {}): object {
  return { url, majorApiVersion: version, validFor: { start, ...(end && { end }) }, operator: "sigstore.dev" };
}

/** As that of sigstore's public instances. */
function configOf(changed: object = {}): Uint8Array {
  return encodeJson({
    mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
    caUrls: [service("https://fulcio.test")],
    oidcUrls: [service("https://oauth2.test/auth")],
    rekorTlogUrls: [service("https://rekor.test")],
    rekorTlogConfig: { selector: "ANY" },
    tsaUrls: [service("https://timestamp.test/api/v1/timestamp")],
    tsaConfig: { selector: "ANY" },
    ...changed,
  });
}

const now = new Date("2026-01-01T00:00:00Z");

test("a signing configuration says whom to ask", async () => {
  expect(await readSigningConfig(configOf(), "config.json", now)).toEqual({
    fulcio: "https://fulcio.test",
    rekor: { url: "https://rekor.test", version: 1 },
    timestamps: "https://timestamp.test/api/v1/timestamp",
  });
});

test("a timestamp authority may be missing", async () => {
  expect(await readSigningConfig(configOf({ tsaUrls: [] }), "config.json", now)).toMatchObject({
    timestamps: undefined,
  });
});

test("of several logs the newest that is in use and spoken here is asked", async () => {
  const rekorTlogUrls = [
    service("https://old.test", { end: "2025-01-01T00:00:00Z", version: 2 }),
    service("https://first.test", { version: 1, start: "2025-12-01T00:00:00Z" }),
    service("https://second.test", { version: 2, start: "2025-01-01T00:00:00Z" }),
    service("https://newer.test", { version: 2, start: "2025-06-01T00:00:00Z" }),
    service("https://later.test", { version: 2, start: "2027-01-01T00:00:00Z" }),
    service("https://unknown.test", { version: 3 }),
  ];
  expect(await readSigningConfig(configOf({ rekorTlogUrls }), "config.json", now)).toMatchObject({
    rekor: { url: "https://newer.test", version: 2 },
  });
});

test.each([
  ["no JSON", Buffer.from("{"), /JSON/],
  ["no object", encodeJson([]), /certificate authority/],
  [
    "a date that is none",
    configOf({ caUrls: [service("https://x.test", { start: "soon" })] }),
    /certificate authority/,
  ],
  ["no authority", configOf({ caUrls: [] }), /names no certificate authority that can be asked now/],
  ["no log", configOf({ rekorTlogUrls: [service("https://x.test", { version: 9 })] }), /names no transparency log/],
])("%s is no signing configuration", async (_, bytes, why) => {
  await expect(readSigningConfig(bytes, "config.json", now)).rejects.toMatchObject({
    code: "MW0813",
    message: "config.json is no signing configuration",
    details: [expect.stringMatching(why)],
  });
});
