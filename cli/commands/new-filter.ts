import { defineCommand, type Outcome } from "../framework/command.ts";
import type { CreatedFilter } from "../scaffold/create-filter.ts";
import { packageManagers } from "../scaffold/install.ts";
import { type Template, templates } from "../scaffold/templates.ts";

/** What `--list-templates` gives. */
interface TemplateList {
  kind: "templates";
  templates: readonly Template[];
}

export const newFilter = defineCommand({
  name: "new filter",
  aliases: ["f"],
  knownAs: ["init", "create", "scaffold"],
  summary: "Start a project for a filter from a template",
  description:
    "Writes a project with a filter that builds, runs and has a test; installs its packages and makes it a git repository. Asks for what is not given when a person is at the terminal.",
  arguments: { name: { description: "Name of the filter, its folder and its package" } },
  options: {
    template: {
      kind: "text",
      short: "t",
      placeholder: "NAME",
      complete: templates.map(({ name }) => name),
      description: `What to start from: ${templates.map(({ name }) => name).join(", ")}`,
      defaultText: "blank",
    },
    dir: {
      kind: "text",
      placeholder: "DIR",
      complete: "files",
      description: "Folder of the project",
      defaultText: "the name",
    },
    packageManager: {
      kind: "choice",
      placeholder: "NAME",
      choices: packageManagers,
      env: "MESH_WASM_PACKAGE_MANAGER",
      description: "What installs the packages",
      defaultText: "the one that started mesh-wasm, else npm",
    },
    install: { kind: "switch", description: "Install the packages", defaultText: "on" },
    git: { kind: "switch", description: "Make it a git repository", defaultText: "on, outside of one" },
    overwrite: { kind: "flag", description: "Write into a folder that holds files; the same names are replaced" },
    packageSpec: {
      kind: "text",
      placeholder: "SPEC",
      description: "Version, tarball or folder of mesh-wasm that the project depends on",
      defaultText: "the one that runs",
    },
    listTemplates: { kind: "flag", description: "List the templates and stop" },
  },
  examples: [
    {
      title: "Start a filter that routes by a header",
      command: "mesh-wasm new filter canary --template header-routing",
    },
    { title: "See what there is to start from", command: "mesh-wasm new filter --list-templates" },
    {
      title: "Write the files and nothing more, for a script",
      command: "mesh-wasm new filter jwt-auth --no-input --no-install --no-git",
    },
  ],
  async run(ctx, args): Promise<Outcome<CreatedFilter | TemplateList>> {
    if (args.listTemplates) return { result: { kind: "templates", templates } };
    const { createFilter } = await import("../scaffold/create-filter.ts");
    return { result: await createFilter(ctx, args) };
  },
  render(result, { style: { color } }) {
    if (result.kind === "templates") {
      const width = Math.max(...templates.map(({ name }) => name.length));
      return templates.map(({ name, summary }) => `${color.bold(name.padEnd(width))}  ${summary}\n`).join("");
    }
    return `Next:\n${result.next.map((line) => `  ${color.cyan(line)}\n`).join("")}`;
  },
});
