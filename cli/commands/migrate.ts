import { defineCommand, type Outcome } from "../framework/command.ts";
import type { Migration } from "../migrate/migrate-project.ts";
import { renderMigration } from "../migrate/render-migration.ts";

export const migrate = defineCommand({
  name: "migrate",
  summary: "Change a project of @solo-io/proxy-runtime to mesh-wasm",
  description:
    "Has the imports of @solo-io/proxy-runtime, or of its fork @gcoredev/proxy-wasm-sdk-as, name mesh-wasm's module of the same names; changes package.json and writes mesh-wasm.config.ts. Nothing else in the sources changes. What has no counterpart is named with its place.",
  options: {
    dryRun: { kind: "flag", description: "Show what would change, and write nothing" },
    packageSpec: {
      kind: "text",
      placeholder: "SPEC",
      description: "Version, tarball or folder of mesh-wasm that the project depends on",
      defaultText: "the one that runs",
    },
  },
  examples: [
    { title: "See what would change", command: "mesh-wasm migrate --dry-run" },
    { title: "Change the project in another folder", command: "mesh-wasm migrate -C filters/auth" },
  ],
  async run(ctx, args): Promise<Outcome<Migration>> {
    const { migrateProject } = await import("../migrate/migrate-project.ts");
    return { result: await migrateProject(ctx, args) };
  },
  render: renderMigration,
});
