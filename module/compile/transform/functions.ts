import type { Asc, FunctionInstance, Program, Range, Source } from "../asc-types.ts";

/** Every function of the program, with its type arguments. Some are not in the module, or no longer. */
export function allFunctions(asc: Asc, program: Program): FunctionInstance[] {
  return [...program.instancesByName.values()].filter(({ kind }) => kind === asc.ElementKind["Function"]);
}

/** The functions declared in the sources, but those that the compiler makes to read and write a field. */
export function functionsOf(asc: Asc, program: Program, sources: readonly Source[]): FunctionInstance[] {
  return allFunctions(asc, program).filter((instance) => {
    const place = namePlace(instance);
    return place !== null && sources.includes(place.source) && !isFieldAccessor(instance);
  });
}

/** Where the name of a function is declared: for a constructor that is not written down, that of its class. */
export function namePlace({ prototype, parent }: FunctionInstance): Range | null {
  const { range } = prototype.declaration.name;
  if (!range.source.isNative) return range;
  const owner = parent.prototype?.declaration.name.range;
  return owner && !owner.source.isNative ? owner : null;
}

/** What the compiler makes for a field has the field's name, and no place of its own. */
export function isFieldAccessor({ prototype: { declaration } }: FunctionInstance): boolean {
  return declaration.range.source.isNative && !declaration.name.range.source.isNative;
}
