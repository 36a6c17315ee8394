import { catalogue } from "../../core/index.ts";
import type { CheckFinding, CheckReport } from "./report.ts";

/** The report in SARIF 2.1.0, which code scanning of GitHub and others reads. */
export function sarif({ findings }: CheckReport, version: string): object {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "mesh-wasm",
            version,
            rules: codes.map((code) => ({
              id: code,
              shortDescription: { text: catalogue[code].title },
              fullDescription: { text: catalogue[code].cause },
              help: { text: catalogue[code].fix },
            })),
          },
        },
        results: findings.map((finding) => ({
          ruleId: finding.code,
          level: finding.level,
          message: { text: `${finding.target}: ${finding.message}\n${finding.hint}` },
          locations: locationsOf(finding),
        })),
      },
    ],
  };
}

function locationsOf({ file, line, column }: CheckFinding): object[] {
  if (file === null) return [];
  const region = line > 0 ? { region: { startLine: line, startColumn: column } } : {};
  return [{ physicalLocation: { artifactLocation: { uri: file }, ...region } }];
}
