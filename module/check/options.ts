import type { Engine } from "./feature-support.ts";

export interface CheckOptions {
  /**
   * The engines that the module is meant for. What Envoy's V8 lacks is an error whether it is listed or not; what
   * another one lacks is a warning. Default: none besides Envoy's.
   */
  engines?: readonly Engine[];
}
