import { relative } from "node:path";
import type { JsonSchema } from "../../module/compile/transform/config/schema.ts";
import type { Producer } from "../../module/index.ts";
import { formatSize } from "../config/size.ts";
import type { CommandContext } from "../framework/context.ts";
import { table } from "../framework/table.ts";
import { findingLines } from "./finding-lines.ts";
import type { InspectedImage, Inspection, Interface } from "./inspect-module.ts";
import { touchEntries, touchKinds, touchTitles } from "./touches.ts";

/** How many functions are shown; JSON has all. */
const shownFunctions = 10;

/** A module for people. */
export function renderInspection(inspection: Inspection, ctx: CommandContext): string {
  const { bold, dim } = ctx.style.color;
  const facts = factsOf(inspection);
  const width = Math.max(...facts.map(([label]) => label.length));
  const parts = [
    `${bold(inspection.file === null ? inspection.name : relative(ctx.cwd, inspection.file))}  ${formatSize(inspection.size)}\n`,
    imageText(inspection.image, ctx),
    facts.map(([label, text]) => `  ${dim(label.padEnd(width))}  ${text}\n`).join(""),
    touchesText(inspection, ctx),
    interfaces("Imports", inspection.imports, ctx),
    interfaces("Exports", inspection.exports, ctx),
    ...Object.entries(inspection.metadata?.configuration ?? {}).map(([id, schema]) => schemaText(id, schema, ctx)),
    functionsText(inspection, ctx),
    findingsText(inspection, ctx),
  ];
  return parts.filter((part) => part !== "").join("\n");
}

function touchesText({ touches }: Inspection, { style: { color } }: CommandContext): string {
  const kinds = touchKinds.filter((kind) => touchEntries(touches[kind]).length > 0);
  if (kinds.length === 0) return "";
  const width = Math.max(...kinds.map((kind) => touchTitles[kind].length));
  const lines = kinds.map((kind) => {
    return `  ${color.dim(touchTitles[kind].padEnd(width))}  ${touchEntries(touches[kind]).join(", ")}\n`;
  });
  return `${color.bold("Touches")}\n${lines.join("")}`;
}

function imageText(image: InspectedImage | null, { style: { color } }: CommandContext): string {
  if (!image) return "";
  const facts = [
    ["image", image.digest],
    ["variant", image.variant],
    ...(image.files.length > 0 ? [["files", image.files.join(", ")]] : []),
    ...Object.entries(image.annotations),
    ...image.attached.map(({ kind, digest }) => ["attached", `${kind} ${digest}`]),
  ];
  const width = Math.max(...facts.map(([label = ""]) => label.length));
  return facts.map(([label = "", text]) => `  ${color.dim(label.padEnd(width))}  ${text}\n`).join("");
}

function factsOf({
  abi,
  metadata,
  producers,
  memory,
  dataSize,
  features,
  names,
  sourceMap,
}: Inspection): [string, string][] {
  const facts: [string, string][] = [["abi", abi ?? "none"]];
  if (metadata) {
    facts.push(["filter", `${metadata.name} ${metadata.version} (${metadata.mode}, mesh-wasm ${metadata.sdk})`]);
    facts.push(["root ids", metadata.rootIds.join(", ") || "none"]);
    facts.push(["sources", `sha256 ${metadata.sources}`]);
  }
  const tools = [...producers.language, ...producers.processedBy, ...producers.sdk].map(toolText);
  if (tools.length > 0) facts.push(["made by", tools.join(", ")]);
  facts.push(["memory", memory ? memoryText(memory) : "none"]);
  facts.push(["data", formatSize(dataSize)]);
  if (features.length > 0) facts.push(["features", features.join(", ")]);
  facts.push(["names", names === "ok" ? "kept" : names]);
  if (sourceMap !== null) facts.push(["source map", sourceMap]);
  return facts;
}

function memoryText({ min, max }: NonNullable<Inspection["memory"]>): string {
  return `${min * 64} KiB at the start, ${max === null ? "no limit of its own" : `at most ${max * 64} KiB`}`;
}

function toolText({ name, version }: Producer): string {
  return version ? `${name} ${version}` : name;
}

function interfaces(title: string, list: readonly Interface[], { style: { color } }: CommandContext): string {
  const width = Math.max(0, ...list.map(({ name }) => name.length));
  const lines = list.map(({ name, type }) => `  ${name.padEnd(width)}  ${color.dim(type)}\n`);
  return `${color.bold(`${title} (${list.length})`)}\n${lines.join("")}`;
}

function schemaText(rootId: string, schema: JsonSchema, { style: { color } }: CommandContext): string {
  const fields = Object.entries(schema.properties ?? {});
  const width = Math.max(0, ...fields.map(([name]) => name.length));
  const lines = fields.map(([name, field]) => {
    const parts = [
      typeOf(field),
      schema.required?.includes(name) ? "required" : undefined,
      field.default === undefined ? undefined : `default ${JSON.stringify(field.default)}`,
      field.description,
    ];
    return `  ${name.padEnd(width)}  ${parts.filter((part) => part !== undefined).join("  ")}\n`;
  });
  return `${color.bold(`Configuration of ${rootId}`)}\n${lines.join("")}`;
}

function typeOf(schema: JsonSchema): string {
  if (schema.$ref) return schema.$ref.replace("#/$defs/", "");
  if (schema.enum) return schema.enum.join("|");
  if (schema.anyOf) return schema.anyOf.map(typeOf).join("|");
  if (schema.type === "array") return `${typeOf(schema.items ?? {})}[]`;
  if (typeof schema.additionalProperties === "object") return `map of ${typeOf(schema.additionalProperties)}`;
  return schema.type ?? "any";
}

function functionsText({ functions }: Inspection, ctx: CommandContext): string {
  if (functions.length === 0) return "";
  const rows = functions.slice(0, shownFunctions).map(({ name, size }) => [formatSize(size), name]);
  if (functions.length > shownFunctions) rows.push(["", `and ${functions.length - shownFunctions} more`]);
  const title = ctx.style.color.bold(`Functions (${functions.length})`);
  return `${title}\n${table([{ title: "SIZE", right: true }, { title: "NAME" }], rows, ctx.style)}`;
}

function findingsText({ findings }: Inspection, ctx: CommandContext): string {
  if (findings.length === 0) return `${ctx.style.color.green(ctx.style.mark.ok)} Envoy can load it\n`;
  return `${ctx.style.color.bold(`Findings (${findings.length})`)}\n${findings.map((finding) => findingLines(finding, ctx.style)).join("")}`;
}
