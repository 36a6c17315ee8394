import { deployed, rollback } from "../../mesh/index.ts";
import type { Outcome } from "../framework/command.ts";
import type { CommandContext } from "../framework/context.ts";
import type { ChangeArguments } from "./cluster-options.ts";
import { connect } from "./connect.ts";
import { type Deployed, outcomeOf, reported } from "./deploy-resources.ts";

/** What `rollback` is called with. */
interface RollbackArguments extends ChangeArguments {
  name: string;
  namespace: string | undefined;
  to: string | undefined;
}

/**
 * Goes back to an earlier revision.
 *
 * @throws MeshWasmError MW0920 to MW0927, MW0929
 */
export async function rollBack(ctx: CommandContext, args: RollbackArguments): Promise<Outcome<Deployed>> {
  const { name, namespace, to, dryRun } = args;
  const client = await connect(ctx, args);
  const live = await deployed(client, name, namespace);
  const change = await rollback(client, live, to, { dryRun, force: args.forceConflicts, ...reported(ctx) });
  return outcomeOf(ctx, client, args, [change], change);
}
