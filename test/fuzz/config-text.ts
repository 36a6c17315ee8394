import { stringText } from "./json-text.ts";
import type { Random } from "./random.ts";

type Write = (random: Random) => string;

/** A document that fits the configuration of `probes/config.ts`. */
export function configText(random: Random): string {
  return object(random, {
    enabled: (from) => from.pick(["true", "false"]),
    mode: (from) => stringText(from.pick(["Off", "Shadow", "Enforce"]), from),
    names: (from) => array(from, text),
    limits: (from) => map(from, (inner) => String(inner.pick([inner.below(2 ** 31), 2 ** inner.below(54) - 1]))),
    routes: (from) => array(from, route),
    note: (from) => (from.oneIn(3) ? "null" : text(from)),
    tiny: (from) => String(from.below(256) - 128),
    big: (from) => String((from.oneIn(2) ? -1 : 1) * (2 ** from.below(54) - 1)),
    small: double,
    matrix: (from) => array(from, (inner) => array(inner, double)),
    groups: (from) => map(from, (inner) => array(inner, weight)),
  });
}

function route(random: Random): string {
  return object(random, {
    path: text,
    weights: (from) => array(from, weight),
    retry: (from) => (from.oneIn(3) ? "null" : retry(from)),
    fallback: retry,
  });
}

function weight(random: Random): string {
  const name = `"name":${text(random)}`;
  return random.oneIn(2) ? `{${name}}` : `{${name},"weight":${random.pick(["0", "1e2", "255", "7.0"])}}`;
}

function retry(random: Random): string {
  return object(random, { attempts: (from) => String(from.bits() - 2 ** 31), ratio: double });
}

function text(random: Random): string {
  return stringText(random.text(12), random);
}

function double(random: Random): string {
  if (random.oneIn(20)) return String(1 / random.bits());
  return random.pick([String(random.bits() / 1000), "0", "-1.5", "1e-7", "2.5E+3"]);
}

/** Some of the fields, in another order, now and then one of them twice. */
function object(random: Random, fields: Record<string, Write>): string {
  const members: string[] = [];
  for (const [key, write] of Object.entries(fields)) {
    if (!random.oneIn(3)) continue;
    const member = `"${key}":${random.oneIn(8) ? " " : ""}${write(random)}`;
    members.splice(random.below(members.length + 1), 0, member);
    if (random.oneIn(12)) members.push(`"${key}":${write(random)}`);
  }
  return `{${members.join(random.oneIn(4) ? " ,\n" : ",")}}`;
}

function array(random: Random, write: Write): string {
  return `[${Array.from({ length: random.few(20) }, () => write(random)).join(",")}]`;
}

function map(random: Random, write: Write): string {
  const members = Array.from({ length: random.few(20) }, (_, index) => {
    return `${stringText(`k${index}${random.text(3)}`, random)}:${write(random)}`;
  });
  return `{${members.join(",")}}`;
}
