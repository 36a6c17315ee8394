import { relative, resolve } from "node:path";
import { MeshWasmError, nearest } from "../../core/index.ts";
import { packageRoot } from "../../core/package-root.ts";
import type { CommandContext } from "../framework/context.ts";
import { checkName } from "./filter-name.ts";
import { initGit } from "./git.ts";
import { callingPackageManager, installPackages, type PackageManager } from "./install.ts";
import { packageSpec, typedSpec } from "./package-spec.ts";
import { layersOf, templates } from "./templates.ts";
import { writeProject } from "./write-project.ts";

/** What `new filter` was asked for; undefined where it was not said. */
export interface CreateOptions {
  name: string | undefined;
  template: string | undefined;
  dir: string | undefined;
  packageManager: PackageManager | undefined;
  install: boolean | undefined;
  git: boolean | undefined;
  overwrite: boolean;
  packageSpec: string | undefined;
}

/** What `new filter` made. */
export interface CreatedFilter {
  kind: "created";
  name: string;
  template: string;
  directory: string;
  /** Relative to the directory, sorted. */
  files: string[];
  packageManager: PackageManager;
  /** The spec of mesh-wasm in the project's package.json. */
  packageSpec: string;
  installed: boolean;
  git: boolean;
  /** What to type now. */
  next: string[];
}

/**
 * Makes a project for a filter, asking for name and template where a person can answer.
 *
 * @throws MeshWasmError MW0103, MW1101 to MW1104, MW0108
 */
export async function createFilter(ctx: CommandContext, options: CreateOptions): Promise<CreatedFilter> {
  const { name, template } = await answers(ctx, options);
  checkName(name);
  checkTemplate(template);
  const directory = resolve(ctx.cwd, options.dir ?? name);
  const spec = options.packageSpec
    ? typedSpec(options.packageSpec, ctx.cwd, directory)
    : packageSpec(packageRoot(), directory);
  const files = writeProject({
    layers: layersOf(packageRoot(), template),
    target: directory,
    name,
    packageSpec: spec,
    overwrite: options.overwrite,
  });
  const shown = relative(ctx.cwd, directory) || ".";
  ctx.progress.step("writing the project").done(`created ${shown} (${files.length} files, template ${template})`);

  const manager = options.packageManager ?? callingPackageManager(ctx.env);
  const git = options.git !== false && (await initGit(ctx, directory));
  if (git) ctx.progress.step("git init").done("made it a git repository");
  const installed = options.install !== false;
  if (installed) await installPackages(ctx, manager, directory);

  const next = [
    ...(shown === "." ? [] : [`cd ${shown}`]),
    ...(installed ? [] : [`${manager} install`]),
    "npx mesh-wasm run --watch",
  ];
  return {
    kind: "created",
    name,
    template,
    directory,
    files,
    packageManager: manager,
    packageSpec: spec,
    installed,
    git,
    next,
  };
}

async function answers(ctx: CommandContext, options: CreateOptions): Promise<{ name: string; template: string }> {
  const { name, template } = options;
  if (ctx.mayPrompt && (name === undefined || template === undefined)) {
    const { askForFilter } = await import("./ask.ts");
    return askForFilter({ name, template });
  }
  if (name === undefined) {
    throw new MeshWasmError("MW0103", "<name> is missing", { hint: "name the filter: mesh-wasm new filter jwt-auth" });
  }
  return { name, template: template ?? "blank" };
}

function checkTemplate(template: string): void {
  const names = templates.map(({ name }) => name);
  if (names.includes(template)) return;
  const meant = nearest(template, names);
  throw new MeshWasmError("MW1103", `there is no template "${template}"`, {
    hint: `${meant ? `did you mean ${meant}? ` : ""}there are ${names.join(", ")}`,
  });
}
