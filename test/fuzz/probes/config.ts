import { Bytes, ConfigReader } from "mesh-wasm/assembly";
import { begin, end, putDouble, putFlag, putLong, putNumber, putText } from "./output";

export { setUp } from "./output";

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
class Retry {
  attempts: i32 = 3;
  ratio: f64 = 0.5;
}

@config
class Route {
  path: string = "/";
  weights: Weight[] = [];
  retry: Retry | null = null;
  fallback: Retry = new Retry();
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
  matrix: f64[][] = [];
  groups: Map<string, Weight[]> = new Map();
}

/** Reads a configuration and tells its fields in their order, after a 1; the error after a 0. */
export function decode(bytes: Bytes): u32 {
  begin();
  const reader = new ConfigReader(bytes);
  const app = new App();
  // @ts-ignore: the compiler adds the method to @config classes
  app.__decode(reader);
  reader.end();
  putFlag(!reader.failed);
  if (reader.failed) putText(reader.error);
  else putApp(app);
  return end();
}

function putApp(app: App): void {
  putFlag(app.enabled);
  putNumber(app.mode);
  putNumber(app.names.length);
  for (let i = 0; i < app.names.length; ++i) putText(app.names[i]);
  const limits = app.limits.keys().sort();
  putNumber(limits.length);
  for (let i = 0; i < limits.length; ++i) {
    putText(limits[i]);
    putDouble(<f64>app.limits.get(limits[i]));
  }
  putNumber(app.routes.length);
  for (let i = 0; i < app.routes.length; ++i) putRoute(app.routes[i]);
  putText(app.note);
  putLong(app.tiny);
  putDouble(<f64>app.big);
  putDouble(app.small);
  putNumber(app.matrix.length);
  for (let i = 0; i < app.matrix.length; ++i) putDoubles(app.matrix[i]);
  const groups = app.groups.keys().sort();
  putNumber(groups.length);
  for (let i = 0; i < groups.length; ++i) {
    putText(groups[i]);
    putWeights(app.groups.get(groups[i]));
  }
}

function putRoute(route: Route): void {
  putText(route.path);
  putWeights(route.weights);
  const retry = route.retry;
  putFlag(retry !== null);
  if (retry) putRetry(retry);
  putRetry(route.fallback);
}

function putWeights(weights: Weight[]): void {
  putNumber(weights.length);
  for (let i = 0; i < weights.length; ++i) {
    putText(weights[i].name);
    putNumber(weights[i].weight);
  }
}

function putRetry(retry: Retry): void {
  putLong(retry.attempts);
  putDouble(retry.ratio);
}

function putDoubles(values: f64[]): void {
  putNumber(values.length);
  for (let i = 0; i < values.length; ++i) putDouble(values[i]);
}
