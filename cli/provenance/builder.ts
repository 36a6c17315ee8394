import type { Builder } from "../../registry/provenance/build-facts.ts";
import type { CliContext } from "../framework/context.ts";

type Environment = CliContext["env"];

/**
 * Who runs this build, as the services for it say in the environment: GitHub Actions, GitLab CI/CD, or else somebody's machine.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables
 * @see https://docs.gitlab.com/ci/variables/predefined_variables/
 */
export function builderOf(env: Environment): Pick<Builder, "id" | "invocation"> {
  if (env["GITHUB_ACTIONS"] === "true") return githubActions(env);
  if (env["GITLAB_CI"] === "true") {
    return { id: `${env["CI_SERVER_URL"]}/-/runners/${env["CI_RUNNER_ID"]}`, invocation: env["CI_JOB_URL"] };
  }
  return { id: "https://mesh-wasm.io/builders/local", invocation: undefined };
}

/** The ids are those that GitHub's own attestations give. */
function githubActions(env: Environment): Pick<Builder, "id" | "invocation"> {
  const run = `${env["GITHUB_SERVER_URL"]}/${env["GITHUB_REPOSITORY"]}/actions/runs/${env["GITHUB_RUN_ID"]}`;
  return {
    id: `https://github.com/actions/runner/${env["RUNNER_ENVIRONMENT"] ?? "self-hosted"}`,
    invocation: `${run}/attempts/${env["GITHUB_RUN_ATTEMPT"] ?? "1"}`,
  };
}
