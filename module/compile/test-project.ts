import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { CompileOptions } from "./compile.ts";

/** A project in a temporary folder, for tests of the compiler. */
export interface TestProject extends AsyncDisposable {
  readonly directory: string;
  /** Options that compile `assembly/index.ts` of the project as `probe`. */
  options(overrides?: Partial<CompileOptions>): CompileOptions;
}

/** Writes the files of a project, by path. */
export async function testProject(files: Record<string, string>): Promise<TestProject> {
  const directory = await mkdtemp(join(tmpdir(), "mesh-wasm-compile-"));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
  return {
    directory,
    options: (overrides) => ({
      entry: join(directory, "assembly/index.ts"),
      projectDir: directory,
      name: "probe",
      mode: "release",
      ...overrides,
    }),
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true }),
  };
}

/** The smallest filter that does something. */
export const smallFilter = `
import { HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";

class Plugin extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onResponseHeaders(endOfStream: bool): HeadersAction {
    this.response.headers.set("x-probe", "yes");
    return HeadersAction.Continue;
  }
}

registerPlugin<Plugin>("probe");
`;
