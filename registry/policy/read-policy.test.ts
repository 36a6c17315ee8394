import { expect, test } from "vitest";
import { readPolicy } from "./read-policy.ts";

const whole = `
signers:
  - key: cosign.pub
  - identityRegexp: ^https://github\\.com/acme/
    issuer: https://token.actions.githubusercontent.com
attestations: [sbom, provenance]
provenance:
  builders: [https://github.com/actions/runner/github-hosted]
  sources: [git+https://github.com/acme/filters]
sdk: ">=0.1.0 <1.0.0"
module:
  hostCalls: [proxy_log, "proxy_*_header_map_*"]
  clusters: []
`;

test("a policy is read, from YAML and from JSON", () => {
  const policy = readPolicy(whole, "policy.yaml");
  expect(policy).toMatchObject({ attestations: ["sbom", "provenance"], module: { clusters: [] } });
  expect(readPolicy(JSON.stringify(policy), "policy.json")).toEqual(policy);
});

test.each([
  ["modul:\n  clusters: []\n", "policy.yaml:1:1 modul is no known field", "did you mean module?"],
  ["module:\n  culsters: []\n", "policy.yaml:2:3 module.culsters is no known field", "did you mean clusters?"],
  ["provenance: { builder: [] }", "policy.yaml:1:15 provenance.builder is no known field", "did you mean builders?"],
  ["module:\n  clusters: authz\n", 'policy.yaml:2:3 module.clusters is "authz", where Array is expected', ""],
  [
    "attestations:\n  - sbom\n  - vex\n",
    'policy.yaml:3:5 attestations.1 is "vex", where ("sbom" | "provenance") is expected',
    "",
  ],
  ["sdk: newest\n", "policy.yaml:1:1 sdk is no range of versions: newest", 'write one as npm has it: ">=0.1.0 <1.0.0"'],
  ["signers: []\n", "policy.yaml:1:1 signers names nobody", ""],
  [
    "signers:\n  - kye: cosign.pub\n",
    "policy.yaml:2:5 signers.0 names neither a key nor one identity with one issuer",
    "",
  ],
  [
    "signers:\n  - identity: ana@example.com\n",
    "policy.yaml:2:5 signers.0 names neither a key nor one identity with one issuer",
    "",
  ],
  ["[]", "policy.yaml:1:1 the policy is a list, where fields are expected", ""],
  ["", "policy.yaml:1:1 the policy is null, where Object is expected", ""],
  ["module: [", "policy.yaml is no YAML", ""],
])("%j has a mistake, and the error says where", (text, message, hint) => {
  expect(() => readPolicy(text, "policy.yaml")).toThrow(
    expect.objectContaining({ code: "MW0816", message, ...(hint && { hint }) }),
  );
});
