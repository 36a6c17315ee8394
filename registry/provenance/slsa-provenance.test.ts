import { expect, test } from "vitest";
import { slsaProvenance } from "./slsa-provenance.ts";

test("how an image was built is said in SLSA's form, with nothing that changes from build to build", async () => {
  const predicate = slsaProvenance({
    parameters: { filter: "canary", entry: "assembly/index.ts", mode: "release" },
    source: { uri: "git+https://github.com/acme/filters@refs/heads/main", commit: "ab".repeat(20), isChanged: true },
    sources: "cd".repeat(32),
    packages: [
      { name: "@acme/headers", version: "2.0.0" },
      { name: "mesh-wasm", version: "0.1.0" },
    ],
    locked: new Map([["mesh-wasm@0.1.0", "ef".repeat(64)]]),
    builder: {
      id: "https://github.com/actions/runner/github-hosted",
      invocation: "https://github.com/acme/filters/actions/runs/7/attempts/1",
      versions: { "mesh-wasm": "0.1.0", node: "22.11.0" },
    },
  });
  await expect(`${JSON.stringify(predicate, null, 2)}\n`).toMatchFileSnapshot("golden/provenance.json");
});

test("where there is no repository, the sources' hash stands alone", () => {
  const builder = { id: "https://mesh-wasm.io/builders/local", invocation: undefined, versions: {} };
  const facts = { parameters: {}, source: undefined, sources: "cd", packages: [], locked: new Map(), builder };
  expect(slsaProvenance(facts)).toMatchObject({
    buildDefinition: { resolvedDependencies: [{ name: "sources", digest: { sha256: "cd" } }] },
    runDetails: { builder: { id: "https://mesh-wasm.io/builders/local" } },
  });
});
