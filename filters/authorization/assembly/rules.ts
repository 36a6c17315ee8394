import { Claims } from "./claims";
import { RuleConfig } from "./config";
import { isBelow } from "./path";

/** The rule with the longest path that the request's path is below; `null` where none fits. */
export function ruleFor(path: string, rules: RuleConfig[]): RuleConfig | null {
  let best: RuleConfig | null = null;
  for (let i = 0; i < rules.length; ++i) {
    const rule = rules[i];
    if (isBelow(path, rule.path) && (!best || rule.path.length > best.path.length)) best = rule;
  }
  return best;
}

/** The first claim that a rule asks for and the token does not have; empty where it has all. */
export function missingClaim(rule: RuleConfig, claims: Claims): string {
  const names = rule.claims.keys();
  for (let i = 0; i < names.length; ++i) {
    if (!claims.has(names[i], rule.claims.get(names[i]))) return names[i];
  }
  return "";
}
