export { assertLoadable } from "./assert-loadable.ts";
export { assertModule } from "./assert-module.ts";
export { checkModule } from "./check-module.ts";
export { type Engine, featureSupport } from "./feature-support.ts";
export type { Finding } from "./finding.ts";
export type { CheckOptions } from "./options.ts";
