import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../cli/fixtures/captured-cli.ts";
import { canaryBill, rustBill } from "../../../registry/fixtures/bills.ts";
import { writeSbom } from "../../../registry/index.ts";
import { startProcess } from "../../support/run-process.ts";
import { cosign, offline, plainHttp, signingTools } from "./cosign.ts";
import { meshWasm, moduleFile, withRegistries } from "./interop-registries.ts";

// Lists of parts before those who keep their formats, and signed ones before cosign.

const spdxTools = process.env["MESH_WASM_TEST_SPDX_TOOLS"];

describe.skipIf(spdxTools === undefined)("the SPDX project's tools (npm run test:registry runs these)", () => {
  async function judge(text: string): Promise<{ code: number | null; says: string }> {
    const file = join(temporaryFolder(), "list.spdx.json");
    writeFileSync(file, text);
    const words = ["-m", "spdx_tools.spdx.clitools.pyspdxtools", "-i", file];
    const env = { ...process.env, PYTHONPATH: spdxTools };
    const { code, stdout, stderr } = await startProcess("python3", words, { env }).finished;
    return { code, says: stdout + stderr };
  }

  test.each([
    ["a filter", canaryBill],
    ["a module of another SDK", rustBill],
  ])("take the list of %s", async (_, bill) => {
    expect(await judge(await writeSbom(bill, "spdx"))).toMatchObject({ code: 0 });
  });

  test("would refuse one that is wrong", async () => {
    const text = (await writeSbom(canaryBill, "spdx")).replace("STATIC_LINK", "STATIC");
    expect(await judge(text)).toMatchObject({ code: 1, says: expect.stringContaining("STATIC") });
  });
});

withRegistries("signed lists", (host) => {
  async function begin(repository: string): Promise<{ folder: string; name: string }> {
    const folder = temporaryFolder();
    const name = `${host()}/lists/${repository}`;
    await signingTools["mesh-wasm"].makeKeys(folder, "ana");
    await meshWasm(folder, "push", `${name}:1`, moduleFile);
    await signingTools["mesh-wasm"].sign(folder, "ana", `${name}:1`);
    await meshWasm(folder, "sbom", `${name}:1`, "--output", "list.cdx.json");
    await meshWasm(folder, "sbom", `${name}:1`, "--output", "list.spdx.json", "--format", "spdx");
    return { folder, name };
  }

  test("cosign verifies what we attach", async () => {
    const { folder, name } = await begin("ours");
    await meshWasm(folder, "attach", `${name}:1`, "list.cdx.json", "list.spdx.json", "--key", "ana.key");
    for (const type of ["cyclonedx", "spdxjson"]) {
      const words = ["verify-attestation", "--key", "ana.pub", "--type", type, offline, plainHttp, `${name}:1`];
      expect(await cosign(folder, ...words)).toMatchObject({ code: 0 });
    }
    const wrong = ["verify-attestation", "--key", "ana.pub", "--type", "slsaprovenance1", offline, plainHttp];
    expect((await cosign(folder, ...wrong, `${name}:1`)).code).not.toBe(0);
  });

  test("we verify what cosign attaches", async () => {
    const { folder, name } = await begin("theirs");
    await cosign(folder, "signing-config", "create", "--out", "services.json");
    for (const [type, file] of [
      ["cyclonedx", "list.cdx.json"],
      ["spdxjson", "list.spdx.json"],
    ] as const) {
      const words = ["--key", "ana.key", "--signing-config", "services.json", plainHttp, "--yes"];
      const attested = await cosign(folder, "attest", "--type", type, "--predicate", file, ...words, `${name}:1`);
      expect(attested).toMatchObject({ code: 0 });
    }
    const { attestations } = await meshWasm(folder, "verify", "--key", "ana.pub", `${name}:1`);
    const kinds = (attestations as { kind: string }[]).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(["SBOM (CycloneDX)", "SBOM (SPDX)"]);
  });
});
