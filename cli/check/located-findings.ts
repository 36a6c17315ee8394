import type { MeshWasmError } from "../../core/index.ts";
import type { CheckFinding } from "./report.ts";

/** `assembly/index.ts:8:10 TS2322: Type …`, as the compiler's errors begin. */
const diagnostic = /^(\S.*?):(\d+):(\d+) ((?:TS|AS)\d+: .*)$/;

/** An error of a build as findings: one for each diagnostic of the compiler, else one for the error itself. */
export function locatedFindings(error: MeshWasmError, target: string, shown: (file: string) => string): CheckFinding[] {
  const common = { code: error.code, level: "error", hint: error.hint, target } as const;
  const diagnostics = error.details.flatMap((detail): CheckFinding[] => {
    const [, file, line, column, message] = diagnostic.exec(detail) ?? [];
    if (file === undefined || message === undefined) return [];
    return [{ ...common, message, file: shown(file), line: Number(line), column: Number(column) }];
  });
  if (diagnostics.length > 0) return diagnostics;
  const { location } = error;
  return [
    {
      ...common,
      message: error.message,
      file: location ? shown(location.file) : null,
      line: location?.line ?? 0,
      column: location?.column ?? 0,
    },
  ];
}
