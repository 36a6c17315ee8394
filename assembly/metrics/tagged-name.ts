/**
 * The name of a metric with tags: `NAME.TAG=VALUE` for each. Envoy takes the tags out of the name where its bootstrap
 * configuration says so, and Prometheus shows them as labels:
 *
 * ```yaml
 * stats_config:
 *   stats_tags:
 *     - { tag_name: subset, regex: '(\.subset=([^.]+))' }
 * ```
 *
 * A dot in a value would end it there: it becomes `_`. Define a metric once for each combination and keep it, and use only
 * values of which there are few: Envoy never forgets a metric.
 *
 * @param tags pairs of tag and value; what is no pair is left out
 *
 * @example
 * const routed = Counter.define(taggedName("canary_routed_total", [["subset", "v2"]]));
 */
export function taggedName(name: string, tags: string[][]): string {
  let tagged = name;
  for (let i = 0; i < tags.length; ++i) {
    const tag = tags[i];
    if (tag.length == 2) tagged += `.${tag[0]}=${tag[1].replaceAll(".", "_")}`;
  }
  return tagged;
}
