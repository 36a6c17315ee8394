import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { parse } from "yaml";
import { type Scenario, type ScenarioFile, scenarioFile } from "./schema.ts";

const folder = fileURLToPath(new URL("../scenarios", import.meta.url));

/** Reads all areas, or the named ones. */
export function loadAreas(names?: readonly string[]): ScenarioFile[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml") && (!names || names.includes(basename(file, ".yaml"))))
    .sort()
    .map((file) => readArea(basename(file, ".yaml"), readFileSync(join(folder, file), "utf8")));
}

/** Reads the scenarios of an area. @throws Error that names the scenario and the field. */
export function readArea(area: string, text: string): ScenarioFile {
  // Scenarios of an area share much
  const content = contentOf(area, text);
  const result = v.safeParse(scenarioFile, { area, ...content });
  if (!result.success)
    throw new Error(`scenarios/${area}.yaml: ${result.issues.map((issue) => told(issue, content)).join("\n")}`);
  const names = result.output.scenarios.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`scenarios/${area}.yaml: two scenarios are called "${twice}"`);
  return result.output;
}

function told(issue: v.BaseIssue<unknown>, content: Record<string, unknown>): string {
  const path = v.getDotPath(issue) ?? "";
  const index = Number(/^scenarios\.(\d+)/.exec(path)?.[1]);
  const scenarios = content["scenarios"] as Partial<Scenario>[] | undefined;
  const name = scenarios?.[index]?.name;
  return `${name === undefined ? "" : `scenario "${name}": `}${path.replace(/^scenarios\.\d+\.?/, "")}: ${issue.message}`;
}

function contentOf(area: string, text: string): Record<string, unknown> {
  try {
    return parse(text, { maxAliasCount: -1 }) as Record<string, unknown>;
  } catch (error) {
    throw new Error(`scenarios/${area}.yaml: ${(error as Error).message}`, { cause: error });
  }
}
