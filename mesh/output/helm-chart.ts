import type { Manifest } from "../manifest.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { commentLines } from "./comment-lines.ts";
import { documentFiles } from "./document-files.ts";
import { byStrategy, type StrategyTexts, strategiesOf } from "./helm-strategies.ts";
import { asLiteral, markedPlugin, withValues } from "./helm-values.ts";
import { jsonText } from "./json-text.ts";
import type { WrittenFile } from "./written-file.ts";
import { yamlDocument } from "./yaml-document.ts";

/** What a chart depends on beside the plugin. */
export interface HelmOptions {
  /** Version of the chart itself. Default 0.1.0. */
  version?: string;
}

/**
 * The manifest of a target as a chart for Helm, whose values are the plugin's configuration, the labels of its workloads, the fail
 * strategy and the digest of its image, as far as the plugin has them.
 *
 * @param manifestFor The target: `istioManifest`, `extensionPolicy`, …
 * @throws MeshWasmError as the target does
 * @example
 * const files = helmChart(plugin, istioManifest);
 * files.map(({ path }) => path); // ["Chart.yaml", "values.yaml", "values.schema.json", "templates/wasmplugin-canary.yaml", …]
 */
export function helmChart(
  plugin: MeshPlugin,
  manifestFor: (plugin: MeshPlugin) => Manifest,
  { version = "0.1.0" }: HelmOptions = {},
): WrittenFile[] {
  const { notes } = manifestFor(plugin);
  const strategies = strategiesOf(plugin, manifestFor);
  const texts = strategies.map((failStrategy): [string, WrittenFile[]] => {
    return [failStrategy, templatesOf(manifestFor({ ...markedPlugin(plugin), failStrategy }))];
  });
  const paths = texts[0]?.[1].map(({ path }) => path) ?? [];
  return [
    { path: "Chart.yaml", text: commentLines([]) + yamlDocument(chartOf(plugin, version)) },
    { path: "values.yaml", text: valuesOf(plugin) },
    { path: "values.schema.json", text: jsonText(schemaOf(plugin, strategies)) },
    ...paths.map((path, index) => {
      const variants: StrategyTexts = texts.map(([strategy, files]) => [strategy, files[index]?.text ?? ""]);
      return { path: `templates/${path}`, text: withValues(byStrategy(variants)) };
    }),
    ...(notes.length > 0 ? [{ path: "templates/NOTES.txt", text: asLiteral(`${notes.join("\n")}\n`) }] : []),
  ];
}

/** Notes have a file of their own in a chart. */
function templatesOf({ documents, files }: Manifest): WrittenFile[] {
  const written = documentFiles({ documents, notes: [], ...(files && { files }) });
  return written.map(({ path, text }) => ({ path, text: asLiteral(text) }));
}

function chartOf({ name, source }: MeshPlugin, version: string): object {
  return withoutUndefined({
    apiVersion: "v2",
    name,
    description: `The plugin ${name} of an Envoy`,
    type: "application",
    version,
    appVersion: source.kind === "image" ? source.tag : undefined,
  });
}

function valuesOf({ configuration, selector, failStrategy, source }: MeshPlugin): string {
  const values = [
    ["The plugin's configuration.", { configuration }],
    ["Labels of the workloads whose proxies run it. A label that is null is left out.", { selector }],
    ["While it cannot run: close refuses requests, open lets them through, reload starts it anew.", { failStrategy }],
    ["Digest of the image's manifest.", { digest: source.kind === "image" ? source.digest : undefined }],
  ] as const;
  const said = values.filter(([, value]) => Object.values(value)[0] !== undefined);
  return commentLines([]) + said.map(([about, value]) => `# ${about}\n${yamlDocument(value)}`).join("");
}

function schemaOf({ selector, source }: MeshPlugin, strategies: readonly string[]): Record<string, unknown> {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    type: "object",
    required: ["failStrategy"],
    properties: withoutUndefined({
      selector: selector && { type: "object", additionalProperties: { type: ["string", "null"] } },
      failStrategy: { enum: strategies },
      digest: source.kind === "image" ? { type: "string", pattern: "^sha256:[0-9a-f]{64}$" } : undefined,
    }),
  };
}
