import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { sampleNames } from "./sample-module.ts";

const head = `# Samples

Small filters to learn from, each a folder in [filters/samples](../filters/samples): what the samples of
[GoogleCloudPlatform/service-extensions](https://github.com/GoogleCloudPlatform/service-extensions/tree/main/plugins/samples) do in
C++, Rust and Go, written with this SDK. They share nothing but the SDK, so any of them can be copied.

In the folder \`filters/samples\` of this repository, which is a project like yours:

\`\`\`sh
npx mesh-wasm build --filter redirect
npx mesh-wasm run redirect
\`\`\`

Each passes the suite of tests of the sample that it is modelled on (\`npm run acceptance\`), on a runner with that project's
semantics and, where the test can hold there, in a real Envoy. How such suites are written: [scenarios](scenarios.md).

| sample | what it does | callbacks |
|---|---|---|
`;

/** docs/samples.md, from the samples' own pages. */
export function samplesPage(): string {
  return head + sampleNames().map(rowOf).join("");
}

function rowOf(name: string): string {
  const path = fileURLToPath(new URL(`../../../filters/samples/${name}/README.md`, import.meta.url));
  const page = readFileSync(path, "utf8");
  const [, about = ""] = /^# .*\n\n([\s\S]*?)\n\nCallbacks: /.exec(page) ?? [];
  const [, callbacks = ""] = /^Callbacks: (.*)\. Root id/m.exec(page) ?? [];
  const [first = ""] = about.replaceAll("\n", " ").split(/(?<=[^.]\.) (?=[A-Z])/);
  return `| [${name}](../filters/samples/${name}/README.md) | ${first} | ${callbacks} |\n`;
}
