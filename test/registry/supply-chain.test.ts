import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Captured, capture, temporaryFolder } from "../../cli/fixtures/captured-cli.ts";
import { folderWith, projectFiles } from "../../cli/fixtures/project.ts";
import { loggedFilter } from "../../cli/traps/logged-filter.ts";
import { type DockerRegistry, startDockerRegistry, withoutRegistry } from "../../registry/fixtures/docker-registry.ts";

// What goes along with an image, from the build to the gate before a mesh.

const policy = `
signers:
  - key: cosign.pub
attestations: [sbom, provenance]
provenance:
  builders: [https://mesh-wasm.io/builders/local]
  sources: [git+https://github.com/acme/filters]
module:
  clusters: []
`;

describe.skipIf(withoutRegistry)("a registry", () => {
  let registry: DockerRegistry;
  let folder = "";

  beforeAll(async () => {
    registry = await startDockerRegistry("plain");
  });
  afterAll(() => registry[Symbol.asyncDispose]());

  function meshWasm(...words: string[]): Promise<Captured> {
    return capture(words, { cwd: folder, env: { HOME: folder, COSIGN_PASSWORD: "correct horse" } });
  }

  async function data(...words: string[]) {
    const { status, stdout } = await meshWasm(...words, "--json");
    expect([status, stdout]).toEqual([0, stdout]);
    return JSON.parse(stdout).data;
  }

  /** A project in a repository of Git, and keys. */
  async function begin(): Promise<void> {
    folder = folderWith({ ...projectFiles, "policy.yaml": policy, ".gitignore": "build\ncosign.*\n" });
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=Ana", "-c", "user.email=ana@example.com", ...args], { cwd: folder });
    git("init", "--quiet", "--initial-branch=main");
    git("add", ".");
    git("commit", "--quiet", "-m", "first");
    git("remote", "add", "origin", "https://github.com/acme/filters.git");
    await data("generate-key-pair");
  }

  test("a filter is pushed with all that belongs to it, signed, and passes the gate", async () => {
    await begin();
    const name = `${registry.host}/chain/whole`;
    const push = ["push", `${name}:1`, "--sbom", "--provenance", "--source-map", "--key", "cosign.key"];
    const first = await data(...push);
    const kinds = [
      "signed SBOM (CycloneDX)",
      "signed SBOM (SPDX)",
      "signed provenance (SLSA)",
      "source map",
      "signature",
    ];
    expect(first.attached.map(({ kind }: { kind: string }) => kind)).toEqual(kinds);
    // What was said once is not said again
    expect(await data(...push)).toEqual(first);
    const { image } = await data("inspect", `${name}:1`);
    expect(image.attached.map(({ kind }: { kind: string }) => kind).sort()).toEqual([...kinds].sort());
    const verified = await data("verify", "--policy", "policy.yaml", `${name}:1`);
    expect(verified).toMatchObject({ digest: first.digest, policy: true, signatures: [{ keyFile: "cosign.pub" }] });
    expect(verified.attestations.map(({ kind }: { kind: string }) => kind).sort()).toEqual([
      "SBOM (CycloneDX)",
      "SBOM (SPDX)",
      "provenance (SLSA)",
    ]);
    // Everything goes along where the image is copied with what refers to it, and nothing where not
    await data("copy", "--referrers", `${name}:1`, "--to-oci-layout", "there.tar:1");
    expect((await meshWasm("verify", "--policy", "policy.yaml", "--oci-layout", "there.tar:1")).status).toBe(0);
    await data("copy", `${name}:1`, `${name}-bare:1`);
    const { status, stderr } = await meshWasm("verify", "--policy", "policy.yaml", `${name}-bare:1`);
    expect([status, stderr]).toEqual([1, expect.stringContaining("MW0801")]);
  });

  test("a byte that changes in a list of parts is found", async () => {
    await begin();
    const name = `${registry.host}/chain/changed`;
    const { attached } = await data("push", `${name}:1`, "--sbom", "--provenance", "--key", "cosign.key");
    const [list] = attached;
    const [bundle] = JSON.parse(readFileSync(registry.fileOf(list.digest), "utf8")).layers;
    for (const changed of [list.digest, bundle.digest]) {
      const before = readFileSync(registry.fileOf(changed));
      const at = Math.max(before.lastIndexOf("application") + 5, before.length >> 1);
      writeFileSync(registry.fileOf(changed), before.with(at, (before[at] ?? 0) ^ 1));
      const { status, stderr } = await meshWasm("verify", "--key", "cosign.pub", `${name}:1`);
      writeFileSync(registry.fileOf(changed), before);
      expect(status).toBe(1);
      expect(stderr).toContain(`of attestation ${list.digest} is damaged`);
    }
    expect((await meshWasm("verify", "--policy", "policy.yaml", `${name}:1`)).status).toBe(0);
  });

  test("an image that says too little, or may do too much, does not pass", async () => {
    await begin();
    const name = `${registry.host}/chain/refused`;
    await data("push", `${name}:1`, "--sbom", "--key", "cosign.key");
    writeFileSync(join(folder, "strict.yaml"), `${policy}  hostCalls: [proxy_log]\n`);
    const { status, stderr } = await meshWasm("verify", "--policy", "strict.yaml", `${name}:1`);
    expect(status).toBe(1);
    expect(stderr).toContain("MW0817");
    expect(stderr).toContain("attestations: no provenance is signed by any of the signers");
    expect(stderr).toContain("provenance: nobody who is trusted says how it was built");
    expect(stderr).toMatch(/module\.hostCalls: proxy_\w+\n/);
    const both = await meshWasm("verify", "--policy", "policy.yaml", "--key", "cosign.pub", `${name}:1`);
    expect([both.status, both.stderr]).toEqual([2, expect.stringContaining("MW0106")]);
    const wrong = await meshWasm("verify", "--policy", "cosign.pub", `${name}:1`);
    expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining("MW0816")]);
  });

  test("a list of parts is printed, written, and attached without a signature", async () => {
    await begin();
    const name = `${registry.host}/chain/lists`;
    const { digest } = await data("push", `${name}:1`);
    const { stdout } = await meshWasm("sbom", `${name}:1`);
    expect(stdout).toBe((await meshWasm("sbom", "canary")).stdout);
    expect(JSON.parse(stdout)).toMatchObject({ bomFormat: "CycloneDX", components: expect.arrayContaining([]) });
    expect(JSON.parse(stdout).components.map(({ name: each }: { name: string }) => each)).toEqual([
      "assemblyscript",
      "mesh-wasm",
    ]);
    const none = await meshWasm("sbom", `${name}:1`, "--attached", "--format", "spdx");
    expect([none.status, none.stderr]).toEqual([1, expect.stringContaining("MW0721")]);
    await data("sbom", "canary", "--format", "spdx", "--output", "canary.spdx.json");
    writeFileSync(join(folder, "report.sarif"), "{}");
    await data("attach", `${name}:1`, "canary.spdx.json");
    await data("attach", `${name}@${digest}`, "report.sarif", "--artifact-type", "application/sarif+json");
    const attached = await meshWasm("sbom", `${name}:1`, "--attached", "--format", "spdx");
    expect(attached.stdout).toBe(readFileSync(join(folder, "canary.spdx.json"), "utf8"));
    const { image } = await data("inspect", `${name}:1`);
    expect(image.attached.map(({ kind }: { kind: string }) => kind).sort()).toEqual([
      "SBOM (SPDX)",
      "application/sarif+json",
    ]);
    expect((await data("resolve", `${name}:1`)).digest).toBe(digest);
  });

  test("what cannot be attached is refused before anything is sent", async () => {
    await begin();
    const name = `${registry.host}/chain/nothing`;
    await data("build");
    for (const [words, message] of [
      [["push", `${name}:1`, "build/canary.wasm", "--provenance"], "it is a module that was there already"],
      [["push", `${name}:1`, "--identity-token", "e30"], "--identity-token signs nothing without --sign"],
      [["push", `${name}:1`, "--sbom", "--key", "missing.key"], "missing.key"],
    ] as const) {
      const { status, stderr } = await meshWasm(...words);
      expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
    }
    expect((await meshWasm("resolve", `${name}:1`)).stderr).toContain("MW0704");
    await data("push", `${name}:1`);
    writeFileSync(join(folder, "other.json"), JSON.stringify(statementOf("ab".repeat(32))));
    for (const [words, code, message] of [
      [["other.json"], "MW0722", "is not about the image"],
      [["build/canary.wasm.map", "--key", "cosign.key"], "MW0103", "cannot be signed"],
      [["policy.yaml"], "MW0103", "is of no type that is known here"],
      [["missing.json"], "MW0107", "cannot read missing.json"],
    ] as const) {
      const { stderr } = await meshWasm("attach", `${name}:1`, ...words);
      expect(stderr).toContain(code);
      expect(stderr).toContain(message);
    }
    expect((await data("inspect", `${name}:1`)).image.attached).toEqual([]);
  });

  test("a trap is explained from the digest alone", async () => {
    const { wasm, sourceMap, log } = await loggedFilter("/1", "release");
    folder = temporaryFolder();
    const name = `${registry.host}/chain/trapped`;
    writeFileSync(join(folder, "probe.wasm"), wasm);
    writeFileSync(join(folder, "probe.wasm.map"), sourceMap);
    const { digest } = await data("push", `${name}:1`, "probe.wasm", "--source-map");
    const bare = await data("push", `${name}:bare`, "probe.wasm", "--annotation", "bare=yes");
    folder = temporaryFolder();
    writeFileSync(join(folder, "envoy.log"), log);
    const { stdout, stderr } = await meshWasm("symbolicate", "envoy.log", "--image", `${name}@${digest}`);
    expect(stderr).not.toContain("no source map");
    expect(stdout).toMatch(/at Stream\.onRequestHeaders +assembly\/index\.ts:\d+:18/);
    const { traps } = await data("symbolicate", "envoy.log", "--image", `${name}@${digest}`);
    expect(traps).toMatchObject([{ module: `${name}@${digest}`, mapProblem: null }]);
    const without = await meshWasm("symbolicate", "envoy.log", "--image", `${name}@${bare.digest}`);
    expect(without.stderr).toContain("no source map of this build is attached");
    expect(without.stdout).toContain("at Stream.onRequestHeaders");
    const both = await meshWasm("symbolicate", "envoy.log", "--image", `${name}:1`, "--map", "x.map");
    expect([both.status, both.stderr]).toEqual([2, expect.stringContaining("MW0103")]);
  });
});

function statementOf(sha256: string): object {
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ digest: { sha256 } }],
    predicateType: "x",
    predicate: {},
  };
}
