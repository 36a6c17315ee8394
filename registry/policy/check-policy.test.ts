import { expect, test } from "vitest";
import { MeshWasmError } from "../../core/index.ts";
import { compile } from "../../module/compile/compile.ts";
import { testProject } from "../../module/compile/test-project.ts";
import { buildModule, code } from "../../module/fixtures/build-module.ts";
import { readModule } from "../../module/index.ts";
import { cycloneDxPredicate, spdxPredicate } from "../attach/predicate-of.ts";
import { digestOf } from "../digest.ts";
import { ana } from "../fixtures/signed-image.ts";
import type { BuildFacts } from "../provenance/build-facts.ts";
import { provenancePredicate, slsaProvenance } from "../provenance/slsa-provenance.ts";
import type { Attestation } from "../trust/judge-attestations.ts";
import { checkPolicy } from "./check-policy.ts";
import type { Policy } from "./policy.ts";

const metadata = {
  ...{ name: "canary", version: "1.0.0", sdk: "0.2.0", rootIds: ["canary"], configuration: {} },
  ...{ sources: "ab", mode: "release", packages: [] },
};
/** Logs, and gives the length of what it reads as a cluster's name. */
const module = readModule(
  buildModule({
    imports: [
      { name: "proxy_log", params: "i32 i32 i32", results: "i32" },
      { name: "proxy_call_foreign_function", params: "i32 i32 i32 i32 i32 i32", results: "i32" },
    ],
    functions: [
      {
        name: "proxy_on_tick",
        params: "i32",
        body: [0x20, 0, 0x20, 0, ...[0, 0, 0, 0].flatMap(code.i32), ...code.call(1), ...code.drop],
      },
    ],
    custom: [["mesh-wasm", JSON.stringify(metadata)]],
  }),
);
const facts: BuildFacts = {
  parameters: { filter: "canary" },
  source: { uri: "git+https://github.com/acme/filters@refs/heads/main", commit: "ab".repeat(20), isChanged: false },
  sources: "ab".repeat(32),
  packages: [{ name: "mesh-wasm", version: "0.2.0" }],
  locked: new Map(),
  builder: { id: "https://github.com/actions/runner/github-hosted", invocation: undefined, versions: {} },
};

function said(predicateType: string, predicate: unknown = {}): Attestation {
  return {
    digest: digestOf(new TextEncoder().encode(predicateType)),
    predicateType,
    predicate,
    by: { kind: "key", key: ana.public },
  };
}

const attestations = [said(spdxPredicate), said(provenancePredicate, slsaProvenance(facts))];
const image = { name: "ghcr.io/acme/canary@sha256:ab", module, attestations, ignored: [] };

test.each<[string, Policy]>([
  ["nothing", {}],
  ["statements", { attestations: ["sbom", "provenance"] }],
  [
    "a builder and a source",
    { provenance: { builders: [facts.builder.id], sources: ["git+https://github.com/acme/filters"] } },
  ],
  ["a source that is reached in another way", { provenance: { sources: ["git+ssh://github.com/acme/filters.git"] } }],
  ["a version of the SDK", { sdk: "^0.2.0" }],
  ["calls of the host", { module: { hostCalls: ["proxy_log", "proxy_*_foreign_function"] } }],
  ["any foreign function", { module: { foreignFunctions: ["*"] } }],
  ["no clusters", { module: { clusters: [], headersSet: [] } }],
])("a policy that asks for %s is met", (_, policy) => {
  expect(() => checkPolicy(policy, image)).not.toThrow();
});

test.each<[string, Policy, string[]]>([
  [
    "a builder",
    { provenance: { builders: ["https://gitlab.com"] } },
    ["provenance.builders: it was built by https://github.com/actions/runner/github-hosted"],
  ],
  [
    "a source",
    { provenance: { sources: ["git+https://github.com/acme/filter", "git+https://evil.example/acme/filters"] } },
    ["provenance.sources: it was built from git+https://github.com/acme/filters@refs/heads/main"],
  ],
  ["a version of the SDK", { sdk: "^0.1.0" }, ["sdk: the module was built with mesh-wasm 0.2.0, which is not ^0.1.0"]],
  ["no calls", { module: { hostCalls: ["proxy_log"] } }, ["module.hostCalls: proxy_call_foreign_function"]],
  [
    "known foreign functions",
    { module: { foreignFunctions: ["compress"] } },
    ['module.foreignFunctions: names that show only at run time, which "*" would allow'],
  ],
])("a policy that asks for %s is not", (_, policy, details) => {
  expect(() => checkPolicy(policy, image)).toThrow(expect.objectContaining({ code: "MW0817", details }));
});

test("what is missing is said with why something else does not count", () => {
  const ignored = [new MeshWasmError("MW0802", "attestation sha256:ab was made by eve")];
  const bare = { ...image, attestations: [said(cycloneDxPredicate)], ignored };
  const policy: Policy = { attestations: ["sbom", "provenance"], provenance: { builders: [] } };
  expect(() => checkPolicy(policy, bare)).toThrow(
    expect.objectContaining({
      details: [
        "attestations: no provenance is signed by any of the signers",
        "attestation sha256:ab was made by eve",
        "provenance: nobody who is trusted says how it was built",
      ],
    }),
  );
});

test("a statement in another form and a module of another SDK do not pass", () => {
  const other = {
    ...image,
    module: readModule(buildModule({})),
    attestations: [said(provenancePredicate, { builder: 1 })],
  };
  expect(() => checkPolicy({ provenance: {}, sdk: "*" }, other)).toThrow(
    expect.objectContaining({
      details: [
        expect.stringMatching(/is not in the form of SLSA 1.0$/),
        "sdk: the module was not built with mesh-wasm",
      ],
    }),
  );
});

test("a filter that calls one cluster passes for that one only", async () => {
  await using project = await testProject({
    "assembly/index.ts": `import { CallResponse, HttpCall, PluginContext, registerPlugin } from "mesh-wasm/assembly";
class Plugin extends PluginContext {
  onConfigure(): bool {
    HttpCall.get("authz", "/ready").send(this, (plugin: Plugin, response: CallResponse) => {});
    return true;
  }
}
registerPlugin<Plugin>("probe");
`,
  });
  const { wasm } = await compile(project.options({ sourceMap: false }));
  const calling = { ...image, module: readModule(wasm) };
  expect(() => checkPolicy({ module: { clusters: ["authz"] } }, calling)).not.toThrow();
  expect(() => checkPolicy({ module: { clusters: ["audit"] } }, calling)).toThrow(
    expect.objectContaining({ code: "MW0817" }),
  );
});

test.each([
  ["git+ssh://git@github.com/acme/filters", "git+https://github.com/acme/filters@refs/heads/main"],
  ["git+https://github.com/acme/filters", "git+ssh://git@github.com/acme/filters.git@refs/heads/main"],
  ["git+https://github.com/acme/filters", "git+https://github.com/acme/filters@refs/heads/ana@work"],
  ["git+https://git.example:5000/acme/filters", "git+https://git.example:5000/acme/filters@refs/tags/v1"],
  ["git+https://git.example:5000/@acme/filters", "git+https://git.example:5000/@acme/filters@abcdef"],
])("the source %s is that of %s", (source, uri) => {
  expect(() => checkPolicy({ provenance: { sources: [source] } }, builtFrom(uri))).not.toThrow();
});

test.each([
  ["git+ssh://git@github.com/acme/filters", "git+ssh://git@evil.example/acme/filters"],
  ["git+https://github.com/acme/filters", "git+https://github.com@evil.example/acme/filters@refs/heads/main"],
  ["git+https://git.example:5000/@acme/filters", "git+https://git.example:5000/@eve/filters@refs/heads/main"],
  ["git+https://git.example:5000/acme/filters", "git+https://git.example/acme/filters@refs/heads/main"],
])("the source %s is not that of %s", (source, uri) => {
  const details = [`provenance.sources: it was built from ${uri}`];
  expect(() => checkPolicy({ provenance: { sources: [source] } }, builtFrom(uri))).toThrow(
    expect.objectContaining({ code: "MW0817", details }),
  );
});

function builtFrom(uri: string) {
  const predicate = slsaProvenance({ ...facts, source: { uri, commit: "ab".repeat(20), isChanged: false } });
  return { ...image, attestations: [said(provenancePredicate, predicate)] };
}
