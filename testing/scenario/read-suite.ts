import { existsSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, resolve } from "node:path";
import { MeshWasmError } from "../../core/error.ts";
import { type ByteString, fromBytes } from "../../host/bytes.ts";
import type { TestSuite } from "./suite.ts";
import { parseTextFormat } from "./text-format/parse-text-format.ts";
import { parseYaml } from "./yaml/parse-yaml.ts";

/**
 * Whether a file, by its name, is a suite of scenarios. Of YAML files those whose name has the word `tests`, or ends with the word
 * `scenario` or `scenarios`.
 */
export function isSuiteFile(path: string): boolean {
  return /\.(?:textpb|textproto|txtpb|pbtxt)$|(?:^|[/\\_.])(?:tests(?:_[^/\\]*)?|scenarios?)\.ya?ml$/.test(path);
}

/**
 * Reads a suite: YAML where the name ends so, else protobuf text.
 *
 * @throws MeshWasmError MW0431 for what is no suite, at its line and column; MW0432 where there is no such file.
 */
export function readSuite(file: string): TestSuite {
  const bytes = readBytes(file);
  if (/\.ya?ml$/.test(file)) return parseYaml(file, new TextDecoder().decode(bytes));
  return parseTextFormat(file, fromBytes(bytes));
}

/** Reads a file that a suite names: beside the suite where its path is relative. */
export function readNamedFile(suiteFile: string, path: string): ByteString {
  return fromBytes(readBytes(beside(suiteFile, path)));
}

/** The file that a suite means by a path: beside the suite, or where none is there in the working directory. */
export function beside(suiteFile: string, path: string): string {
  if (isAbsolute(path)) return path;
  const sibling = resolve(dirname(suiteFile), path);
  return existsSync(sibling) || !existsSync(path) ? sibling : resolve(path);
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new MeshWasmError("MW0432", `${path}: ${(cause as Error).message}`, { cause });
  }
}
