import { packageVersion } from "../core/package-root.ts";
import type { CliContext } from "./framework/context.ts";
import { helpText } from "./framework/help.ts";
import { parseCommandLine, type Request, UsageFault } from "./framework/parse.ts";
import type { Registry } from "./framework/registry.ts";
import { Session } from "./framework/session.ts";
import { registry as allCommands } from "./registry.ts";

/**
 * Runs one command line and answers its exit status. Everything it does to the world goes through the context, so that a
 * test runs it in its own process.
 *
 * @example
 * const status = await runCli(["explain", "MW0501", "--json"], context);
 */
export async function runCli(
  argv: readonly string[],
  context: CliContext,
  registry: Registry = allCommands,
): Promise<number> {
  const session = new Session(argv, context);
  let request: Request;
  try {
    request = parseCommandLine(argv, registry, context.env);
  } catch (error) {
    if (!(error instanceof UsageFault)) return session.fail(error);
    session.commandName = error.commandName || session.commandName;
    return session.fail(error.error);
  }
  if (request.kind === "version")
    return session.print("version", { version: packageVersion() }, `${packageVersion()}\n`);
  if (request.kind === "help") {
    const text = helpText(request.topic, registry, { style: session.style, columns: context.stdout.columns });
    return session.print("help", { topic: request.topic?.name ?? "mesh-wasm", text }, text);
  }
  return session.run(request);
}
