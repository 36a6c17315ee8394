import { catalogue } from "../../core/index.ts";
import type { Feature, WasmModule } from "../read/index.ts";
import { type Engine, featureSupport } from "./feature-support.ts";
import type { Finding } from "./finding.ts";
import type { CheckOptions } from "./options.ts";

const titles: Readonly<Record<Engine, string>> = {
  envoy: "Envoy",
  node: "Node 20",
  wasmtime: "Wasmtime",
  wamr: "WAMR",
};

/** Features that Envoy's engine lacks, and those that others lack which the module is meant for. */
export function checkFeatures(module: WasmModule, { engines = [] }: CheckOptions = {}): Finding[] {
  const others = [...new Set(engines)].filter((engine) => engine !== "envoy");
  return [
    ...lacking(module, "envoy").map((feature) => finding("envoy", feature, "error")),
    ...others.flatMap((engine) => lacking(module, engine).map((feature) => finding(engine, feature, "warning"))),
  ];
}

function lacking({ features }: WasmModule, engine: Engine): Feature[] {
  return features.filter((feature) => !featureSupport[feature].includes(engine));
}

function finding(engine: Engine, feature: Feature, level: Finding["level"]): Finding {
  const message = `the module uses ${feature}, which ${titles[engine]} does not have`;
  return { code: "MW0318", level, message, hint: catalogue.MW0318.fix };
}
