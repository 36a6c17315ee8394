import type { SpawnOptions } from "node:child_process";
import type { Context } from "../../core/index.ts";

/** How a program ended. */
export interface Execution {
  /** Its exit status; undefined where a signal ended it or it could not be started. */
  status: number | undefined;
  stdout: string;
  stderr: string;
  /** Why it could not be started, such as "ENOENT" for a program that there is not. */
  fault: string | undefined;
}

/** Runs a program to its end and collects what it prints. It is stopped when the user asks to stop. */
export function execute(
  ctx: Pick<Context, "spawn" | "env" | "signal">,
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<Execution> {
  return new Promise((resolve) => {
    const child = ctx.spawn(command, args, {
      env: ctx.env as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "pipe"],
      ...options,
    });
    const execution: Execution = { status: undefined, stdout: "", stderr: "", fault: undefined };
    const stop = (): void => {
      child.kill("SIGTERM");
    };
    ctx.signal.addEventListener("abort", stop, { once: true });
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      execution.stdout += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      execution.stderr += text;
    });
    child.on("error", (error: NodeJS.ErrnoException) => {
      execution.fault = error.code ?? error.message;
      finish();
    });
    child.on("close", (status) => {
      execution.status = status ?? undefined;
      finish();
    });
    function finish(): void {
      ctx.signal.removeEventListener("abort", stop);
      resolve(execution);
    }
  });
}
