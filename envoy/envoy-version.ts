/**
 * The version in what `envoy --version` prints, such as `1.40.0` or `1.41.0-dev`; `undefined` when the text is not
 * Envoy's. Envoy prints `envoy  version: <commit>/1.40.0/Clean/RELEASE/BoringSSL`.
 */
export function versionInOutput(output: string): string | undefined {
  return /version: [^\s/]+\/(\d+\.\d+\.\d+(?:-[^\s/]+)?)\//.exec(output)?.[1];
}

/**
 * A version as a person writes it, brought to one form: `v1.38` becomes `1.38`. `undefined` when it is neither a minor
 * version (`1.38`) nor a full one (`1.38.2`, `1.41.0-dev`).
 */
export function normalizeVersion(text: string): string | undefined {
  return /^v?(\d+\.\d+(?:\.\d+(?:-[\w.-]+)?)?)$/.exec(text.trim())?.[1];
}

/** Whether `version` is the wanted one, or a patch of it when `wanted` is a minor version such as `1.38`. */
export function matchesVersion(version: string, wanted: string): boolean {
  if (version === wanted) return true;
  return /^\d+\.\d+$/.test(wanted) && version.startsWith(`${wanted}.`);
}

/** Sorts versions newest first; a version under development comes after its release. */
export function newestFirst(a: string, b: string): number {
  const [numbersA, suffixA] = split(a);
  const [numbersB, suffixB] = split(b);
  for (const [index, number] of numbersA.entries()) {
    const difference = (numbersB[index] ?? 0) - number;
    if (difference !== 0) return difference;
  }
  if (suffixA === suffixB) return 0;
  if (suffixA === "") return -1;
  if (suffixB === "") return 1;
  return suffixA < suffixB ? 1 : -1;
}

function split(version: string): [numbers: number[], suffix: string] {
  const dash = version.indexOf("-");
  const numbers = dash < 0 ? version : version.slice(0, dash);
  return [numbers.split(".").map(Number), dash < 0 ? "" : version.slice(dash)];
}
