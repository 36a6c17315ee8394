import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { packageRoot } from "../../../module/index.ts";
import { runProcess } from "../../support/run-process.ts";

/** The files that `npm pack` takes, as `./path`. */
export async function packedFiles(): Promise<string[]> {
  const args = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const { stdout } = await runProcess("npm", args, { cwd: packageRoot() });
  return JSON.parse(stdout)[0].files.map(({ path }: { path: string }) => `./${path}`);
}

/** Patterns of the files that package.json exports. */
export function exportedFiles(): RegExp[] {
  const { exports } = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8"));
  const files = Object.values(exports).flatMap((entry) =>
    typeof entry === "string" ? entry : Object.values<string>(entry as Record<string, string>),
  );
  return files.map((file) => new RegExp(`^${file.replace(/[./]/g, "\\$&").replace("*", ".+")}$`));
}

/** The files of the SDK in which a text occurs. */
export function filesOfSdkWith(text: string): string[] {
  const folder = join(packageRoot(), "assembly");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const found = files.filter((file) => readFileSync(join(folder, file), "utf8").includes(text));
  return found.map((file) => file.split(sep).join("/")).sort();
}
