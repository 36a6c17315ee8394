import { readFileSync } from "node:fs";
import { buildProgram } from "../program/build-program.ts";
import type { AnswerSpec, BodyItem, HeaderSpec, PluginSpec, RequestSpec, Scenario, Step } from "./schema.ts";

/** A plugin of a scenario with all that it leaves out. */
export interface Plugin extends Omit<PluginSpec, "program"> {
  name: string;
  rootId: string;
  vmId: string;
  wasm: Uint8Array;
}

/** The HTTP plugins of a scenario in order. */
export function httpPlugins(scenario: Scenario): Plugin[] {
  const { plugins, program, wat, module } = scenario;
  if (plugins) return withNames(scenario, plugins, "plugin");
  if (program === undefined && wat === undefined && module === undefined) return [];
  return withNames(scenario, [{ ...(scenario as PluginSpec), name: "plugin" }], "plugin");
}

export function tcpPlugins(scenario: Scenario): Plugin[] {
  return withNames(scenario, scenario.tcpPlugins ?? [], "tcp");
}

export function accessLogPlugins(scenario: Scenario): Plugin[] {
  return withNames(scenario, scenario.accessLogPlugins ?? [], "logger");
}

export function statsSinkPlugins(scenario: Scenario): Plugin[] {
  return withNames(scenario, scenario.statsSinkPlugins ?? [], "sink");
}

/** What VMs of one id share outlives them, so each scenario has ids of its own. */
function withNames(scenario: Scenario, specs: readonly PluginSpec[], kind: string): Plugin[] {
  return specs.map((spec, index) => {
    const name = spec.name ?? `${kind}${index + 1}`;
    const vmId = `${scenario.name.replace(/\W+/g, "-")}/${spec.vmId ?? name}`;
    return { ...spec, name, rootId: spec.rootId ?? "root", vmId, wasm: moduleOf(spec) };
  });
}

function moduleOf(spec: PluginSpec): Uint8Array {
  if (spec.module === undefined) return buildProgram(spec.program ?? {}, spec);
  return new Uint8Array(readFileSync(spec.module));
}

/** What happens, in order. */
export function stepsOf({ steps, requests, request, tcpPlugins }: Scenario): Step[] {
  if (steps) return steps;
  if (requests) return requests.map((spec) => ({ request: spec }));
  if (tcpPlugins) return [];
  return [{ request: request ?? {} }];
}

/** The header fields of a request in order, pseudo headers first. */
export function requestHeaders({ method, path, headers = {}, body }: RequestSpec): [string, string][] {
  const pseudo = {
    ":method": method ?? (body ? "POST" : "GET"),
    ":scheme": "http",
    ":authority": "proxy",
    ":path": path ?? "/",
  };
  const given = fieldsOf(headers);
  const missing = Object.entries(pseudo).filter(([name]) => !given.some(([own]) => own === name));
  return [...missing, ...given];
}

export function responseHeaders({ status, headers = {} }: AnswerSpec): [string, string][] {
  return [[":status", String(status ?? 200)], ...fieldsOf(headers)];
}

/** Fields in order, a list as several. */
export function fieldsOf(headers: HeaderSpec): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    valuesOf(value).map((one): [string, string] => [name, one]),
  );
}

function valuesOf(value: HeaderSpec[string]): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value;
  return "times" in value ? [value.text.repeat(value.times)] : Array<string>(value.fields).fill(value.text);
}

/** The answer of a cluster to the request that arrives there as the n-th, from 0. */
export function answerOf({ answer, answers = {} }: Scenario, cluster: string, index: number): AnswerSpec {
  const specs = answers[cluster] ?? answer ?? {};
  if (!Array.isArray(specs)) return specs;
  return specs[index] ?? specs.at(-1) ?? {};
}

/** The bytes of a part of a body; undefined for what is none. */
export function bytesOf(item: BodyItem): Uint8Array | undefined {
  if (typeof item === "string") return new TextEncoder().encode(item);
  if ("text" in item) return new TextEncoder().encode(item.text.repeat(item.times));
  return undefined;
}

/** Whether a plugin of the scenario has metrics of its own. */
export function definesMetrics(scenario: Scenario): boolean {
  return scenario.metrics ?? JSON.stringify(scenario).includes("define_metric");
}
