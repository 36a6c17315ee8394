import { assemblyScriptName, type FunctionPlace, withoutTypeArguments } from "../../symbolicate/index.ts";
import type { Asc, FunctionInstance, Program, Range } from "../asc-types.ts";
import { allFunctions, isFieldAccessor, namePlace } from "./functions.ts";

/** Where the functions of a program are declared, by the name of the source file. */
export function functionPlaces(asc: Asc, program: Program): Map<string, FunctionPlace[]> {
  const files = new Map<string, Map<string, FunctionPlace>>();
  for (const instance of allFunctions(asc, program)) {
    const place = namePlace(instance);
    if (!place || isFieldAccessor(instance)) continue;
    const { start, end } = wholeOf(instance, place);
    const places = files.get(place.source.normalizedPath) ?? new Map();
    // One for all type arguments.
    places.set(`${start}-${end}`, [sourceName(instance.internalName), start, end, place.start]);
    files.set(place.source.normalizedPath, places);
  }
  return new Map([...files].map(([file, places]) => [file, [...places.values()]]));
}

function wholeOf({ prototype, parent }: FunctionInstance, name: Range): Range {
  const { range } = prototype.declaration;
  if (!range.source.isNative) return range;
  return parent.prototype?.declaration.range ?? name;
}

function sourceName(internalName: string): string {
  return withoutTypeArguments(assemblyScriptName(internalName)?.name ?? internalName);
}
