import { callbacks } from "./callbacks.ts";
import { hostFunctions } from "./host-functions.ts";
import { hostFunctionSignature } from "./signature.ts";
import type { AbiVersion, Callback, HostFunction, Phases, Signature } from "./types.ts";
import { wasiFunctions, wasiModules } from "./wasi-functions.ts";

/** A function that Envoy offers for import. */
export interface Importable extends Signature {
  module: string;
  name: string;
  /** The versions of the ABI under which Envoy offers it. */
  abi: readonly AbiVersion[];
  allowed: Phases;
  /** The first minor version of Envoy that offers it: 39 is 1.39. Absent where all do, from 1.36. */
  sinceEnvoy?: number | undefined;
  /** The entry of the table that it comes from; null for WASI. */
  hostFunction: HostFunction | null;
}

const everyAbi: readonly AbiVersion[] = ["0.1.0", "0.2.0", "0.2.1"];
const importableByName = new Map(importables().map((entry) => [`${entry.module}.${entry.name}`, entry]));
const callbackByName = new Map(callbacks.map((callback) => [callback.name, callback]));

/** Every function that Envoy offers to a module of at least one ABI, WASI under both of its module names. */
export function importables(): Importable[] {
  return [
    ...hostFunctions.map((hostFunction) => ({
      module: hostFunction.module,
      name: hostFunction.name,
      abi: hostFunction.abi,
      allowed: hostFunction.allowed,
      hostFunction,
      ...hostFunctionSignature(hostFunction),
    })),
    ...wasiModules.flatMap((module) =>
      wasiFunctions.map(({ name, params, results, allowed, sinceEnvoy }) => ({
        module,
        name,
        params,
        results,
        abi: everyAbi,
        allowed,
        sinceEnvoy,
        hostFunction: null,
      })),
    ),
  ];
}

/** What Envoy offers under a module name and a name, or undefined. */
export function findImportable(module: string, name: string): Importable | undefined {
  return importableByName.get(`${module}.${name}`);
}

/** The callback that Envoy looks for under this name, or undefined. */
export function findCallback(name: string): Callback | undefined {
  return callbackByName.get(name);
}
