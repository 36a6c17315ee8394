import { MeshWasmError } from "../../../core/index.ts";
import { type EnvoyVersion, envoyVersions } from "../../../host/index.ts";

/** The release that the host is like. @throws MeshWasmError MW0415 where it knows none of this version. */
export function likeEnvoy(version = "1.40"): EnvoyVersion {
  const known = envoyVersions.find((minor) => version === minor || version.startsWith(`${minor}.`));
  if (known) return known;
  throw new MeshWasmError("MW0415", `the host does not know Envoy ${version}`, {
    hint: `it behaves like ${envoyVersions.join(", ")}`,
  });
}
