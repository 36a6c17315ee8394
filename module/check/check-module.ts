import type { WasmModule } from "../read/index.ts";
import { checkAbiVersion } from "./abi-version.ts";
import { checkAllocator } from "./allocator.ts";
import { checkAllocatorHostCalls } from "./allocator-host-calls.ts";
import { checkCallbackTypes } from "./callback-types.ts";
import { checkEarlyHostCalls } from "./early-host-calls.ts";
import { checkFeatures } from "./features.ts";
import type { Finding } from "./finding.ts";
import { checkImportKinds } from "./import-kinds.ts";
import { checkImportTypes } from "./import-types.ts";
import { checkImportVersions } from "./import-versions.ts";
import { checkInvalidCode } from "./invalid-code.ts";
import { checkMemoryExport } from "./memory-export.ts";
import { checkMemorySize } from "./memory-size.ts";
import { checkNameSection } from "./name-section.ts";
import { checkNewerImports } from "./newer-imports.ts";
import { checkOldAbi } from "./old-abi.ts";
import type { CheckOptions } from "./options.ts";
import { checkReadProblem } from "./read-problem.ts";
import { checkSeveralMemories } from "./several-memories.ts";
import { checkStartSection } from "./start-section.ts";
import { checkUnknownCallbacks } from "./unknown-callbacks.ts";
import { checkUnknownImports } from "./unknown-imports.ts";

type Check = (module: WasmModule, options: CheckOptions) => Finding[];

/** The checks of a module that can be read; what keeps Envoy from loading it comes first. */
const checks: readonly Check[] = [
  checkAbiVersion,
  checkUnknownImports,
  checkImportVersions,
  checkNewerImports,
  checkImportTypes,
  checkImportKinds,
  checkStartSection,
  checkAllocator,
  checkMemoryExport,
  checkMemorySize,
  checkCallbackTypes,
  checkFeatures,
  checkInvalidCode,
  checkNameSection,
  checkEarlyHostCalls,
  checkAllocatorHostCalls,
  checkSeveralMemories,
  checkUnknownCallbacks,
  checkOldAbi,
];

/**
 * Says what keeps Envoy from loading a module, and what else is amiss with it; errors come first, an empty list is a
 * good module. Each `error` is something that Envoy 1.40 was seen to refuse or to crash on (MW0309 aside, where it
 * chooses silently).
 *
 * @example
 * for (const { code, message, hint } of checkModule(readModule(bytes))) console.log(code, message, hint);
 */
export function checkModule(module: WasmModule, options: CheckOptions = {}): Finding[] {
  const broken = checkReadProblem(module);
  if (broken.length > 0) return broken;
  const findings = checks.flatMap((check) => check(module, options));
  return [...findings.filter(({ level }) => level === "error"), ...findings.filter(({ level }) => level === "warning")];
}
