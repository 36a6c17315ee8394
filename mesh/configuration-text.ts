/** A configuration as the plugin gets it: text stays as it is, all else becomes JSON. */
export function configurationText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
