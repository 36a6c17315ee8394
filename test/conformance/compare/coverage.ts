import { callbacks, hostFunctions, wasiFunctions } from "../../../module/index.ts";
import type { Recording } from "./recordings.ts";

/** Which functions of the ABI ran in what was recorded. */
export interface Coverage {
  hostCalls: Set<string>;
  callbacks: Set<string>;
}

/** Every function that a module can call. */
export const allHostCalls = [...hostFunctions, ...wasiFunctions].map(({ name }) => name);

/** Needs an extension of the host in C++. */
const neverCalled = new Set(["proxy_on_foreign_function"]);

/** Every function that Envoy calls in a module. */
export const allCallbacks = callbacks
  .filter(({ name, called }) => called !== false && !neverCalled.has(name))
  .map(({ name }) => name);

export function coverageOf(recordings: readonly Recording[]): Coverage {
  const seen = new Set(recordings.flatMap((recording) => Object.values(recording).flat()).flatMap(nameIn));
  const ran = (name: string): boolean => seen.has(name) || seen.has(name.replace(/^proxy_/, ""));
  return {
    hostCalls: new Set(allHostCalls.filter(ran)),
    callbacks: new Set(allCallbacks.filter(ran)),
  };
}

/** The function of a line like `  get_header_map_size(0, 16) = 0`; what a plugin logs is a call of proxy_log. */
function nameIn(line: string): string[] {
  if (/^ +log \w+: /.test(line)) return ["log"];
  const name = /^ *(?:wasi_\w+\.)?(\w+)\(/.exec(line)?.[1];
  return name === undefined ? [] : [name];
}
