import { setTimeout as sleep } from "node:timers/promises";
import { envoyAdmin, textStats } from "./admin.ts";

/** How often the admin interface is asked about an update, in milliseconds. */
const interval = 10;

/** How often Envoy has refused an update of a discovered filter, or could not read it. */
export async function refusalsOf(adminUrl: string, filter: string): Promise<number> {
  const prefix = statPrefix(filter);
  const stats = await envoyAdmin(adminUrl).stats(escapeRegExp(prefix));
  return (stats[`${prefix}update_rejected`] ?? 0) + (stats[`${prefix}update_failure`] ?? 0);
}

/**
 * Waits until Envoy has decided on a version of a discovered filter. Resolves to whether it serves it.
 *
 * @param refusals What {@link refusalsOf} said before the update.
 * @throws MeshWasmError MW0533 when Envoy ends.
 */
export async function isAccepted(
  adminUrl: string,
  filter: string,
  version: string,
  refusals: number,
): Promise<boolean> {
  const name = `${statPrefix(filter)}version_text`;
  while (true) {
    const texts = await textStats(adminUrl, escapeRegExp(name));
    if (texts[name] === version) return true;
    if ((await refusalsOf(adminUrl, filter)) > refusals) return false;
    await sleep(interval);
  }
}

function statPrefix(filter: string): string {
  return `extension_config_discovery.http_filter.${filter}.`;
}

function escapeRegExp(text: string): string {
  return text.replace(/[^\w]/g, "\\$&");
}
