import { assemblyScriptName } from "./assemblyscript-name.ts";
import { originOfAssemblyScript, originOfFunction } from "./origin.ts";
import { demangled } from "./rust-name.ts";
import type { ExplainedFrame } from "./trap-frame.ts";
import type { TrapModule } from "./trap-module.ts";

/** What the name of a frame's function tells. */
export interface FrameName extends Pick<ExplainedFrame, "name" | "origin" | "role"> {
  /** The source file that the function is in, such as `assembly/rules.ts`; null where the name does not tell. */
  file: string | null;
}

/** Reads the name of a function by the rules of the language that the module is written in. */
export function frameName(rawName: string, { isAssemblyScript, map }: TrapModule): FrameName {
  if (!isAssemblyScript) {
    const name = demangled(rawName);
    return { name, origin: originOfFunction(name), role: "code", file: null };
  }
  const parts = assemblyScriptName(rawName) ?? { file: "", name: rawName, isStub: rawName === "~start" };
  const isAbort = /(?:^|\/)(?:__mesh_)?abort$/.test(rawName);
  return {
    name: parts.name,
    origin: originOfAssemblyScript(parts.file, map),
    role: isAbort ? "abort" : parts.isStub ? "stub" : "code",
    // The SDK's functions have lost theirs.
    file: parts.file === "" || parts.file === "sdk" ? null : sourceFile(parts.file, map?.sources ?? []),
  };
}

/** Names of the standard library have lost `~lib/`. */
function sourceFile(path: string, sources: readonly string[]): string {
  const library = `~lib/${path}.ts`;
  return sources.includes(library) ? library : `${path}.ts`;
}
