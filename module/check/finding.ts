import type { ErrorCode } from "../../core/index.ts";

/** Something that a check has to say about a module. */
export interface Finding {
  code: ErrorCode;
  /** `error`: Envoy refuses the module or crashes. `warning`: it loads, but something is amiss. */
  level: "error" | "warning";
  /** What is wrong and where. */
  message: string;
  /** How to fix it. */
  hint: string;
}
