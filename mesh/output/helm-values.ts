import type { MeshPlugin } from "../mesh-plugin.ts";

// A target writes a plugin whose values are marks, wherever it writes them; in its text, expressions of Helm take their place.

const configurationMark = "mesh-wasm-configuration";
const selectorMark = "mesh-wasm-selector";
const digestMark = "ab".repeat(32);

/** The plugin with marks for what becomes a value. */
export function markedPlugin(plugin: MeshPlugin): MeshPlugin {
  const { configuration, selector, source } = plugin;
  return {
    ...plugin,
    ...(configuration !== undefined && {
      configuration: typeof configuration === "string" ? configurationMark : { [configurationMark]: 0 },
    }),
    ...(selector && { selector: { [selectorMark]: "" } }),
    source: source.kind === "image" ? { ...source, digest: `sha256:${digestMark}` } : source,
  };
}

/** Text that Helm takes as it is. */
export function asLiteral(text: string): string {
  return text.replaceAll("{{", '{{ "{{" }}');
}

/** JSON is YAML, too, and needs no indentation. */
const expressions: readonly (readonly [mark: RegExp, expression: string])[] = [
  [new RegExp(`\\n *${configurationMark}: 0$`, "gm"), " {{ toJson .Values.configuration }}"],
  [new RegExp(`'\\{"${configurationMark}":0\\}'`, "g"), "{{ toJson .Values.configuration | toJson }}"],
  [new RegExp(`: ${configurationMark}$`, "gm"), ": {{ toJson .Values.configuration }}"],
  [new RegExp(`\\n *${selectorMark}: ""$`, "gm"), " {{ toJson .Values.selector }}"],
  [new RegExp(`sha256:${digestMark}`, "g"), "{{ .Values.digest }}"],
  [new RegExp(digestMark, "g"), '{{ trimPrefix "sha256:" .Values.digest | quote }}'],
  // Pods start anew with other values
  [/(?<=checksum\/config: ).*/g, "{{ toJson .Values | sha256sum }}"],
];

/** The text with expressions in place of marks. */
export function withValues(text: string): string {
  return expressions.reduce((changed, [mark, expression]) => changed.replace(mark, expression), text);
}
