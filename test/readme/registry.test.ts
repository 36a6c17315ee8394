import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectFiles } from "../../cli/fixtures/project.ts";
import {
  type DockerRegistry,
  startDockerRegistry,
  user,
  withoutRegistry,
} from "../../registry/fixtures/docker-registry.ts";
import { identityToken, issuer, workflow } from "../../registry/fixtures/identity-token.ts";
import { SigstoreInstance } from "../../registry/fixtures/sigstore-instance.ts";
import { bin, checkout } from "../support/cli.ts";
import { runProcess } from "../support/run-process.ts";

// What docs/registry.md says to type is typed here, to a registry with TLS and a user.

const page = await readFile(join(checkout, "docs/registry.md"), "utf8");

describe.skipIf(withoutRegistry)("docs/registry.md", () => {
  let registry: DockerRegistry;
  let folder: string;

  beforeAll(async () => {
    registry = await startDockerRegistry("secured");
    folder = await mkdtemp(join(tmpdir(), "mesh-wasm-registry-page-"));
    const program = `#!/bin/sh\nexec node ${bin} "$@"\n`;
    for (const [path, text] of Object.entries({ ...projectFiles, "bin/mesh-wasm": program })) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    await chmod(join(folder, "bin/mesh-wasm"), 0o755);
    await mkdir(join(folder, "node_modules"));
    await symlink(checkout, join(folder, "node_modules/mesh-wasm"));
  });

  afterAll(async () => {
    await registry[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  /** The registry of the page is that of the test. */
  function local(text: string): string {
    return text.replaceAll("ghcr.io", registry.host).replaceAll("registry.internal", registry.host);
  }

  async function shell(text: string): Promise<string> {
    const env = {
      PATH: `${join(folder, "bin")}:${process.env["PATH"]}`,
      HOME: folder,
      TOKEN: user.password,
      COSIGN_PASSWORD: "correct-horse",
      NODE_EXTRA_CA_CERTS: registry.caFile,
    };
    return (await runProcess("sh", ["-e", "-c", local(text)], { cwd: folder, env })).stdout;
  }

  function blocks(language: string): string[] {
    return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
      ([, text = ""]) => text,
    );
  }

  test("its commands do what it says, and its program reads what they have pushed", async () => {
    const [
      first = "",
      copies = "",
      touches = "",
      signatures = "",
      verifies = "",
      signsAs = "",
      along = "",
      trap = "",
      login = "",
    ] = blocks("sh");
    await shell(login);
    // Without a terminal nobody can be asked
    const shown = await shell(first.replace(/^mesh-wasm login .*\n/, ""));
    const [digest = "", tag = "", what = ""] = shown.split("\n");
    expect(digest).toMatch(/^127\.0\.0\.1:\d+\/acme\/canary@sha256:[a-f0-9]{64}$/);
    expect(tag).toBe(local("ghcr.io/acme/canary:1.0.0"));
    expect(what).toMatch(/^compat: a module of .* kB, .* kB in all$/);
    expect(blocks("")[0]?.split("\n")).toHaveLength(shown.split("\n").length);
    await shell(copies);
    expect(await shell(signatures)).toContain(digest);
    // The page's instance of sigstore is one of the test, and stands for the public one, too
    const instance = await SigstoreInstance.start();
    await writeFile(join(folder, "trusted_root.json"), instance.trustedRoot());
    await writeFile(join(folder, "token.jwt"), identityToken());
    const [, pushed = ""] = digest.split("@");
    const signing = signsAs.replace(/https:\/\/\w+\.internal/g, instance.url).replace("$DIGEST", pushed);
    expect(await shell(signing)).toContain(`signed by ${workflow}, issuer ${issuer}`);
    const verified = await shell(verifies.replace("verify", "verify --trusted-root trusted_root.json"));
    expect(verified.startsWith(`${digest}\nsigned by ${workflow}`)).toBe(true);
    const attached = await shell(along);
    expect(attached).toContain("signed provenance (SLSA) sha256:");
    expect(attached).toContain("canary.cdx.json\n");
    expect(await shell(touches)).toContain("others known only at run time");
    // The log of a proxy in which nothing has trapped
    const log = "[2026-11-28 07:59:46.183][9577][info][main] [source/server/server.cc:1] starting\n";
    await writeFile(join(folder, "bin/kubectl"), `#!/bin/sh\nprintf '%s\\n' '${log.trim()}'\n`, { mode: 0o755 });
    const [, latest = ""] = attached.split("\n")[0]?.split("@") ?? [];
    expect(await shell(trap.replace("sha256:DIGEST", latest))).toBe(log);
    const wanted = (blocks("yaml").at(-1) ?? "")
      .replace("https://github.com/actions/runner/github-hosted", "https://mesh-wasm.io/builders/local")
      .replace(/^ {2}sources: .*\n/m, "")
      .replace(/^ {2}- identity: .*\n.*\n/m, "");
    await writeFile(join(folder, "policy.yaml"), wanted);
    expect(await shell("mesh-wasm verify ghcr.io/acme/canary:1.1.0 --policy policy.yaml")).toContain(
      "it is what the policy wants",
    );
    const program = `${blocks("ts")[0]}\nconsole.log(module.length, variant, annotations["io.mesh-wasm.root-ids"]);\n`;
    // Everybody may read the registry of the page
    const readable = program.replace("async () => undefined", `async () => (${JSON.stringify(credentials)})`);
    await writeFile(join(folder, "program.mjs"), local(readable));
    expect(await shell("node program.mjs")).toMatch(/^\d+ compat canary\n$/);
  });
});

const credentials = { kind: "basic", username: user.name, password: user.password };
