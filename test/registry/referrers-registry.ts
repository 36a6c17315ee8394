import { tmpdir } from "node:os";
import type { TestRegistry } from "../../registry/fixtures/docker-registry.ts";
import { goEnvironment } from "../support/go-tools.ts";
import { startProcess } from "../support/run-process.ts";

/** Starts a registry in memory that has the referrers API, in plain HTTP. */
export async function startReferrersRegistry(): Promise<TestRegistry> {
  const running = startProcess("referrers-registry", [], { env: goEnvironment(tmpdir()) });
  const [host] = await running.until("stdout", /127\.0\.0\.1:\d+(?=\n)/);
  return {
    host,
    caFile: undefined,
    async [Symbol.asyncDispose]() {
      running.child.kill("SIGTERM");
      await running.finished;
    },
  };
}
