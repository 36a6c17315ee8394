import { ConfigReader } from "mesh-wasm/assembly";
import { input, putText } from "./io";

export { inputAt, outputAt, outputSize } from "./io";

enum Mode {
  Off,
  Shadow,
  Enforce,
}

@config
class Weight {
  name!: string;
  weight: u8 = 100;
}

@config
class Route {
  path: string = "/";
  weights: Weight[] = [];
  retry: Retry | null = null;
  fallback: Retry = new Retry();
}

@config
class Retry {
  attempts: i32 = 3;
  ratio: f64 = 0.5;
}

@config
class App {
  enabled: bool = true;
  mode: Mode = Mode.Shadow;
  names: string[] = ["default"];
  limits: Map<string, u64> = new Map();
  routes: Route[] = [];
  note: string | null = "none";
  tiny: i8 = -1;
  big: i64 = 0;
  small: f32 = 1;
}

/** Decodes the input and writes what came out; 0 with the error as output. */
export function decode(): i32 {
  const reader = new ConfigReader(input);
  const app = new App();
  // @ts-ignore: the compiler adds the method to @config classes
  app.__decode(reader);
  reader.end();
  putText(reader.failed ? reader.error : describe(app));
  return reader.failed ? 0 : 1;
}

function describe(app: App): string {
  const limits: string[] = [];
  const keys = app.limits.keys();
  for (let i = 0; i < keys.length; ++i) limits.push(`${keys[i]}=${app.limits.get(keys[i])}`);
  const routes: string[] = [];
  for (let i = 0; i < app.routes.length; ++i) routes.push(describeRoute(app.routes[i]));
  const note = app.note;
  return [
    `enabled=${app.enabled}`,
    `mode=${<i32>app.mode}`,
    `names=${app.names.join("+")}`,
    `limits=${limits.join("+")}`,
    `routes=${routes.join("+")}`,
    `note=${note === null ? "null" : note}`,
    `tiny=${app.tiny}`,
    `big=${app.big}`,
    `small=${app.small}`,
  ].join(" ");
}

function describeRoute(route: Route): string {
  const weights: string[] = [];
  for (let i = 0; i < route.weights.length; ++i) weights.push(`${route.weights[i].name}:${route.weights[i].weight}`);
  const retry = route.retry;
  const attempts = retry ? retry.attempts.toString() : "none";
  return `${route.path}(${weights.join(",")};${attempts};${route.fallback.ratio})`;
}
