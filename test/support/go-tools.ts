import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Finished, runProcess } from "./run-process.ts";

const folders = process.env["MESH_WASM_TEST_GO_TOOLS"];

/** Whether other people's programs in Go are left out: only `npm run test:registry` and `npm run test:mesh` build them. */
export const withoutGoTools = folders === undefined;

/** Whether this run has a program in Go. */
export function hasGoTool(name: string): boolean {
  return (folders ?? "").split(delimiter).some((folder) => folder !== "" && existsSync(join(folder, name)));
}

/** The environment of the programs in Go: nothing of the user's, such as credentials. */
export function goEnvironment(home: string): NodeJS.ProcessEnv {
  return { PATH: `${folders}${delimiter}${process.env["PATH"]}`, HOME: home };
}

/** Runs oras or crane in a folder to its end. Rejects, with its output, where it fails. */
export function runGo(folder: string, tool: "oras" | "crane", ...words: string[]): Promise<Finished> {
  return runProcess(tool, words, { cwd: folder, env: goEnvironment(folder) });
}
