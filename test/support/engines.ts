/** Why the Docker tests cannot run here; undefined where they can. */
const withoutDocker = process.env["MESH_WASM_TEST_NO_DOCKER"] === "1";

/** The engines that an integration test runs on, and whether this machine must skip one. */
export const engines = [
  { name: "envoy", skip: false },
  { name: "docker", skip: withoutDocker },
] as const;

/** The Envoy versions that an integration test runs against: one of each supported minor, set by `npm test`. */
export const envoyVersions = (process.env["MESH_WASM_TEST_ENVOYS"] ?? "1.40").split(",");
