import { compileErrors } from "./catalogue/compile.ts";
import { configErrors } from "./catalogue/config.ts";
import { coverageErrors } from "./catalogue/coverage.ts";
import { dockerErrors } from "./catalogue/docker.ts";
import type { CatalogueEntry } from "./catalogue/entry.ts";
import { envoyErrors } from "./catalogue/envoy.ts";
import { meshErrors } from "./catalogue/mesh.ts";
import { moduleErrors } from "./catalogue/module.ts";
import { registryErrors } from "./catalogue/registry.ts";
import { scaffoldErrors } from "./catalogue/scaffold.ts";
import { scenarioErrors } from "./catalogue/scenario.ts";
import { signingErrors } from "./catalogue/signing.ts";
import { testErrors } from "./catalogue/test.ts";
import { trapErrors } from "./catalogue/trap.ts";
import { usageErrors } from "./catalogue/usage.ts";

export type { CatalogueEntry, ExitCode } from "./catalogue/entry.ts";

/** Every error that mesh-wasm can give, by its stable code. */
export const catalogue = {
  ...usageErrors,
  ...compileErrors,
  ...moduleErrors,
  ...envoyErrors,
  ...dockerErrors,
  ...registryErrors,
  ...signingErrors,
  ...meshErrors,
  ...configErrors,
  ...scaffoldErrors,
  ...scenarioErrors,
  ...trapErrors,
  ...testErrors,
  ...coverageErrors,
} as const satisfies Record<string, CatalogueEntry>;

/** A stable error code, such as `MW0501`. */
export type ErrorCode = keyof typeof catalogue;
