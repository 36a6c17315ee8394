import { createPublicKey } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../cli/fixtures/captured-cli.ts";
import { startDockerRegistry } from "../../../registry/fixtures/docker-registry.ts";
import { open } from "../../../registry/fixtures/open.ts";
import {
  ana,
  attach,
  eve,
  type Forgery,
  flipped,
  forge,
  image,
  statement,
} from "../../../registry/fixtures/signed-image.ts";
import { copyImage, digestOf } from "../../../registry/index.ts";
import { withoutGoTools } from "../../support/go-tools.ts";
import { changeByte, type Outcome, signingTools, writePublicKey } from "./cosign.ts";
import { meshWasm, module, moduleFile, withRegistries } from "./interop-registries.ts";

// Keys and signatures of cosign and of ours, each before the other one.

const tools = Object.keys(signingTools) as (keyof typeof signingTools)[];
const well: Outcome = { done: true, says: expect.any(String) };
const refused = (why: string | RegExp): Outcome => ({ done: false, says: expect.stringMatching(why) });

const combinations = tools.flatMap((keys) =>
  tools.flatMap((signs) => tools.map((verifies) => [keys, signs, verifies] as const)),
);

/** What somebody attaches to an image that Ana has not signed, with what each tool says of it. */
const forgeries: [string, Forgery, Record<keyof typeof signingTools, string | RegExp>][] = [
  [
    "whose signature has another bit",
    {
      change: ({ dsseEnvelope, ...rest }) => {
        const bytes = flipped(Buffer.from(dsseEnvelope.signatures[0]?.sig ?? "", "base64"));
        const signatures = [{ sig: Buffer.from(bytes).toString("base64") }];
        return { ...rest, dsseEnvelope: { ...dsseEnvelope, signatures } };
      },
    },
    { cosign: "could not verify envelope", "mesh-wasm": "MW0803" },
  ],
  [
    "over other bytes than its payload",
    { signed: Buffer.from("something else") },
    { cosign: "could not verify envelope", "mesh-wasm": "MW0803" },
  ],
  [
    "of another image",
    { payload: statement({ subject: [{ digest: { sha256: "0".repeat(64) } }] }) },
    { cosign: /digest/, "mesh-wasm": "MW0804" },
  ],
  [
    "of somebody else who gives herself out as Ana",
    {
      signer: eve,
      change: (bundle) => ({ ...bundle, verificationMaterial: { publicKey: { hint: ana.public.hint } } }),
    },
    { cosign: "could not verify envelope", "mesh-wasm": "MW0803" },
  ],
];

withRegistries("cosign", (host) => {
  test.each(combinations)("with an encrypted key of %s, %s signs and %s verifies", async (keys, signs, verifies) => {
    const folder = temporaryFolder();
    const name = `${host()}/cosign/${keys}-${signs}-${verifies}`;
    const { digest } = await meshWasm(folder, "push", `${name}:1`, moduleFile);
    expect(await signingTools[keys].makeKeys(folder, "ana")).toEqual(well);
    expect(readFileSync(join(folder, "ana.key"), "utf8")).toContain("-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----");
    expect(await signingTools[signs].sign(folder, "ana", `${name}@${digest}`)).toEqual(well);
    expect(await signingTools[verifies].verify(folder, "ana", `${name}:1`)).toEqual(well);
  });

  test("an image that both have signed, each with a key of its own", async () => {
    const folder = temporaryFolder();
    const name = `${host()}/cosign/both`;
    const { digest } = await meshWasm(folder, "push", `${name}:1`, moduleFile, "--variant", "oci");
    for (const signs of tools) {
      await signingTools[signs].makeKeys(folder, signs);
      expect(await signingTools[signs].sign(folder, signs, `${name}@${digest}`)).toEqual(well);
    }
    for (const verifies of tools) {
      for (const key of tools) expect(await signingTools[verifies].verify(folder, key, `${name}:1`)).toEqual(well);
    }
  });

  test.each(tools)(
    "%s refuses the key of somebody else, and another module or manifest under the tag",
    async (tool) => {
      const folder = temporaryFolder();
      const name = `${host()}/cosign/refused-${tool}`;
      const { verify, sign, makeKeys } = signingTools[tool];
      await makeKeys(folder, "ana");
      await makeKeys(folder, "eve");
      const { digest } = await meshWasm(folder, "push", `${name}:1`, moduleFile);
      await sign(folder, "ana", `${name}@${digest}`);
      const another = { cosign: /signature|no matching/, "mesh-wasm": "MW0802" }[tool];
      expect(await verify(folder, "eve", `${name}:1`)).toEqual(refused(another));
      // In the code of the last function, so that it is still a module
      writeFileSync(join(folder, "changed.wasm"), flipped(module, module.length - 8));
      const none = { cosign: "no signatures found", "mesh-wasm": "MW0801" }[tool];
      for (const changed of [["changed.wasm"], [moduleFile, "--annotation", "org.example=changed"]]) {
        expect(await meshWasm(folder, "push", `${name}:1`, ...changed)).not.toMatchObject({ digest });
        expect(await verify(folder, "ana", `${name}:1`)).toEqual(refused(none));
      }
      expect(await verify(folder, "ana", `${name}@${digest}`)).toEqual(well);
    },
  );

  test.each(forgeries)("both refuse a signature %s", async (what, forgery, why) => {
    const folder = temporaryFolder();
    const repository = `cosign/forged-${digestOf(Buffer.from(what)).slice(7, 27)}`;
    const name = `${host()}/${repository}@${image.digest}`;
    const store = open({ host: host() }, repository);
    await copyImage(image, image.digest, store, "1");
    const pem = createPublicKey(ana.private).export({ type: "spki", format: "pem" });
    writePublicKey(folder, "ana", String(pem));
    await attach(store, [forge(forgery)]);
    for (const tool of tools) expect(await signingTools[tool].verify(folder, "ana", name)).toEqual(refused(why[tool]));
    // Beside one that is Ana's it does no harm
    await attach(store, [forge()]);
    for (const tool of tools) expect(await signingTools[tool].verify(folder, "ana", name)).toEqual(well);
  });
});

describe.skipIf(withoutGoTools)("a byte that changes in a registry's files", () => {
  test.each(tools)("is told by %s", async (tool) => {
    const folder = temporaryFolder();
    await using registry = await startDockerRegistry("plain");
    const name = `${registry.host}/cosign/changed`;
    const { verify, sign, makeKeys } = signingTools[tool];
    const { digest } = await meshWasm(folder, "push", `${name}:1`, moduleFile);
    await makeKeys(folder, "ana");
    await sign(folder, "ana", `${name}@${digest}`);
    const [signature] = await open(registry, "cosign/changed").referrers(String(digest) as `sha256:${string}`);
    const json = (of: string) => JSON.parse(readFileSync(registry.fileOf(of), "utf8"));
    const [bundle] = json(signature?.digest ?? "").layers;
    // Cosign leaves the image to whoever runs it
    const image = tool === "cosign" ? well : refused("MW0807");
    const unread = refused({ cosign: "no signatures found", "mesh-wasm": "MW0805" }[tool]);
    for (const [changed, outcome] of [
      [String(digest), image],
      [json(String(digest)).layers[0].digest, image],
      [signature?.digest, unread],
      [bundle.digest, unread],
    ]) {
      const changeBack = changeByte(registry.fileOf(changed));
      expect(await verify(folder, "ana", `${name}@${digest}`)).toEqual(outcome);
      changeBack();
    }
    expect(await verify(folder, "ana", `${name}@${digest}`)).toEqual(well);
  });
});
