import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  ana,
  attach,
  type BundleJson,
  eve,
  type Forgery,
  flipped,
  forge,
  image,
  statement,
  unsignedImage,
} from "../fixtures/signed-image.ts";
import { temporaryFolder } from "../fixtures/temporary-folder.ts";
import { trustKeys } from "./trust-keys.ts";
import { verifyImage } from "./verify-image.ts";

const keys = trustKeys([ana.public]);

function envelope(changed: Partial<BundleJson["dsseEnvelope"]>): NonNullable<Forgery["change"]> {
  return (bundle) => ({ ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, ...changed } });
}

const other = `sha256:${"0".repeat(64)}`;
const sig = (signature: Uint8Array) => ({ sig: Buffer.from(signature).toString("base64") });

/** What somebody attaches to an image that nobody has signed. */
const forgeries: [string, Forgery, string, RegExp][] = [
  ["a signature of another key", { signer: eve }, "MW0802", /is signed, and not by ana\.pub$/],
  [
    "a signature of another key that gives itself out as Ana's",
    {
      signer: eve,
      change: (bundle) => ({ ...bundle, verificationMaterial: { publicKey: { hint: ana.public.hint } } }),
    },
    "MW0803",
    /does not fit what it signs$/,
  ],
  [
    "a certificate in the place of a key",
    {
      signer: eve,
      change: (bundle) => ({ ...bundle, verificationMaterial: { certificate: { rawBytes: "" } } }),
    },
    "MW0802",
    /is signed, and not by ana\.pub$/,
  ],
  [
    "a signature with another bit",
    {
      change: (bundle) => {
        const bytes = Buffer.from(bundle.dsseEnvelope.signatures[0]?.sig ?? "", "base64");
        return envelope({ signatures: [sig(flipped(bytes))] })(bundle);
      },
    },
    "MW0803",
    /does not fit what it signs$/,
  ],
  ["no bytes as signature", { change: envelope({ signatures: [{ sig: "" }] }) }, "MW0803", /does not fit/],
  [
    "zeros as signature",
    { change: envelope({ signatures: [sig(Buffer.from("3006020100020100", "hex"))] }) },
    "MW0803",
    /does not fit/,
  ],
  [
    "Ana's signature over another payload",
    {
      payload: statement({ subject: [{ digest: { sha256: other.slice(7) } }] }),
      change: envelope({ payload: Buffer.from(statement()).toString("base64") }),
    },
    "MW0803",
    /does not fit what it signs$/,
  ],
  ["a signature over the payload alone", { signed: Buffer.from(statement()) }, "MW0803", /does not fit/],
  [
    "Ana's signature of another image",
    { payload: statement({ subject: [{ digest: { sha256: other.slice(7) } }] }) },
    "MW0804",
    /is of another image$/,
  ],
  [
    "a statement with a digest of another kind",
    { payload: statement({ subject: [{ digest: { sha512: image.digest.slice(7) } }] }) },
    "MW0804",
    /is of another image$/,
  ],
  ["a statement about nothing", { payload: statement({ subject: [] }) }, "MW0804", /is of another image$/],
  [
    "Ana's word on how it was built",
    { payload: statement({ predicateType: "https://slsa.dev/provenance/v1" }) },
    "MW0806",
    /is no signature of an image$/,
  ],
  ["a payload that is no JSON", { payload: "{" }, "MW0805", /is no in-toto statement$/],
  ["a payload that is no statement", { payload: "[]" }, "MW0805", /is no in-toto statement$/],
  ["a statement of another version", { payload: statement({ _type: "x" }) }, "MW0805", /is no in-toto statement$/],
  ["half a bundle", { change: (bundle) => JSON.stringify(bundle).slice(0, 99) }, "MW0805", /is no bundle that/],
  ["no bundle", { change: () => [] }, "MW0805", /is no bundle that/],
  ["a bundle of another version", { change: (b) => ({ ...b, mediaType: "x" }) }, "MW0805", /is no bundle that/],
  ["a bundle without an envelope", { change: (b) => ({ ...b, dsseEnvelope: undefined }) }, "MW0805", /is no bundle/],
  ["another type of payload", { change: envelope({ payloadType: "text/plain" }) }, "MW0805", /is no bundle that/],
  ["no signature in the bundle", { change: envelope({ signatures: [] }) }, "MW0805", /is no bundle that/],
  [
    "two signatures in the bundle",
    { change: (bundle) => envelope({ signatures: [...bundle.dsseEnvelope.signatures, { sig: "" }] })(bundle) },
    "MW0805",
    /is no bundle that/,
  ],
  [
    "a payload with what base64 overlooks",
    { change: (bundle) => envelope({ payload: `${bundle.dsseEnvelope.payload}\n` })(bundle) },
    "MW0805",
    /is no bundle that/,
  ],
  ["a bundle of 2 MiB", { change: () => "x".repeat(2 << 20) }, "MW0805", /^the bundle of \S+ \S+ has \d+ bytes$/],
];

test.each(forgeries)("%s is refused", async (_, forgery, code, message) => {
  const { repository } = await unsignedImage({ referrers: true });
  await attach(repository, [forge(forgery)]);
  const verifying = verifyImage(repository, "1", keys);
  await expect(verifying).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});

test("a signature that openssl made is valid", async () => {
  const folder = temporaryFolder();
  const payload = statement();
  writeFileSync(join(folder, "ana.key"), ana.private.export({ format: "pem", type: "pkcs8" }));
  const input = `DSSEv1 28 application/vnd.in-toto+json ${payload.length} ${payload}`;
  const signature = execFileSync("openssl", ["dgst", "-sha256", "-sign", join(folder, "ana.key")], { input });
  const { repository } = await unsignedImage();
  await attach(repository, [forge({ change: envelope({ signatures: [sig(signature)] }) })]);
  expect((await verifyImage(repository, "1", keys)).signatures).toHaveLength(1);
});
