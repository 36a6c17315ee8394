import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../cli/fixtures/captured-cli.ts";
import { open } from "../../../registry/fixtures/open.ts";
import { type Descriptor, digestOf, type ImageManifest } from "../../../registry/index.ts";
import { runGo } from "../../support/go-tools.ts";
import { meshWasm, moduleFile, withRegistries } from "./interop-registries.ts";

// What refers to an image, such as its signatures, by the API of a registry or by tags.

const attached = "application/vnd.test.list";
const emptyConfig = new TextEncoder().encode("{}");

/** The digests of what oras finds to refer to an image. */
async function discovered(folder: string, ...where: string[]): Promise<string[]> {
  const { stdout } = await runGo(folder, "oras", "discover", "--format", "json", ...where);
  return (JSON.parse(stdout).referrers as { digest: string }[]).map(({ digest }) => digest).sort();
}

/** Attaches a file with oras, and answers the digest of its manifest. */
async function attach(folder: string, reference: string, text: string): Promise<string> {
  writeFileSync(join(folder, "list.txt"), text);
  const words = ["attach", "--plain-http", "--artifact-type", attached, "--format", "json"];
  const { stdout } = await runGo(folder, "oras", ...words, reference, "list.txt");
  return JSON.parse(stdout).digest;
}

withRegistries("referrers", (host) => {
  test("a copy takes along what oras has attached, and what is attached to that", async () => {
    const folder = temporaryFolder();
    const source = `${host()}/referrers/source`;
    await meshWasm(folder, "push", `${source}:1`, moduleFile);
    const first = await attach(folder, `${source}:1`, "first");
    const second = await attach(folder, `${source}:1`, "second");
    const inner = await attach(folder, `${source}@${first}`, "of the first");

    const target = `${host()}/referrers/target`;
    await meshWasm(folder, "copy", "--referrers", `${source}:1`, `${target}:1`);
    expect(await discovered(folder, "--plain-http", `${target}:1`)).toEqual([first, second].sort());
    expect(await discovered(folder, "--plain-http", `${target}@${first}`)).toEqual([inner]);

    await meshWasm(folder, "copy", "--referrers", `${source}:1`, "--to-oci-layout", "images:1");
    expect(await discovered(folder, "--oci-layout", "images:1")).toEqual([first, second].sort());

    const back = `${host()}/referrers/back`;
    await meshWasm(folder, "copy", "--referrers", "--from-oci-layout", "images:1", `${back}:1`);
    expect(await discovered(folder, "--plain-http", `${back}:1`)).toEqual([first, second].sort());
    expect(await discovered(folder, "--plain-http", `${back}@${first}`)).toEqual([inner]);
  });

  test("a copy without them takes none", async () => {
    const folder = temporaryFolder();
    const source = `${host()}/referrers/alone`;
    await meshWasm(folder, "push", `${source}:1`, moduleFile);
    await attach(folder, `${source}:1`, "left behind");
    await meshWasm(folder, "copy", `${source}:1`, `${host()}/referrers/without:1`);
    expect(await discovered(folder, "--plain-http", `${host()}/referrers/without:1`)).toEqual([]);
  });

  test("a folder that oras has copied with referrers gives them to a registry", async () => {
    const folder = temporaryFolder();
    const source = `${host()}/referrers/by-oras`;
    await meshWasm(folder, "push", `${source}:1`, moduleFile);
    const digest = await attach(folder, `${source}:1`, "by oras");
    await runGo(folder, "oras", "copy", "-r", "--from-plain-http", `${source}:1`, "--to-oci-layout", "images:1");
    const target = `${host()}/referrers/from-oras`;
    await meshWasm(folder, "copy", "-r", "--from-oci-layout", "images:1", `${target}:1`);
    expect(await discovered(folder, "--plain-http", `${target}:1`)).toEqual([digest]);
  });

  test("oras finds what we have attached, beside what it has attached itself", async () => {
    const folder = temporaryFolder();
    const name = "referrers/ours";
    const { digest } = await meshWasm(folder, "push", `${host()}/${name}:1`, moduleFile);
    const theirs = await attach(folder, `${host()}/${name}:1`, "theirs");
    const repository = open({ host: host() }, name);
    const { descriptor: subject } = await repository.readManifest(String(digest));
    const config: Descriptor = {
      mediaType: "application/vnd.oci.empty.v1+json",
      digest: digestOf(emptyConfig),
      size: emptyConfig.length,
    };
    await repository.writeBlob(config, async () => emptyConfig);
    const mediaType = "application/vnd.oci.image.manifest.v1+json";
    const manifest: ImageManifest = {
      schemaVersion: 2,
      mediaType,
      artifactType: attached,
      config,
      layers: [config],
      subject,
    };
    const bytes = new TextEncoder().encode(JSON.stringify(manifest));
    const ours = digestOf(bytes);
    await repository.writeManifest({ descriptor: { mediaType, digest: ours, size: bytes.length }, bytes });
    expect(await discovered(folder, "--plain-http", `${host()}/${name}:1`)).toEqual([ours, theirs].sort());
    const found = await repository.referrers(subject.digest);
    expect(found.map((each) => each.digest).sort()).toEqual([ours, theirs].sort());
  });
});
