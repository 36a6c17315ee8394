import type { Asc, Binaryen, BinaryenModule, FunctionInstance, Program } from "../asc-types.ts";
import { allFunctions, isFieldAccessor, namePlace } from "./functions.ts";

/**
 * Gives every instruction a place in the source before the optimizer moves them. The compiler gives one to each expression
 * that is written down; what it adds itself (the call of `abort` behind an index, the allocation in a constructor) gets that
 * of the expression around it, or, where there is none, of the function's name.
 */
export function completeLocations(asc: Asc, program: Program, binaryen: Binaryen, module: BinaryenModule): void {
  if (!program.options.sourceMap) return;
  for (const instance of allFunctions(asc, program)) {
    // What reads and writes a field is copied to where that is done, and would point away from there.
    if (!isFieldAccessor(instance)) locateBody(program, binaryen, module, instance);
  }
  module.runPasses(["propagate-debug-locs"]);
}

function locateBody(program: Program, binaryen: Binaryen, module: BinaryenModule, instance: FunctionInstance): void {
  const place = namePlace(instance);
  const found = module.getFunction(instance.internalName);
  const body = found === 0 ? 0 : binaryen._BinaryenFunctionGetBody(found);
  if (!place || body === 0 || instance.debugLocations.has(body)) return;
  const { source, start } = place;
  if (source.debugInfoIndex < 0) source.debugInfoIndex = program.module.addDebugInfoFile(source.normalizedPath);
  const line = source.lineAt(start);
  program.module.setDebugLocation(found, body, source.debugInfoIndex, line, source.columnAt() - 1);
}
