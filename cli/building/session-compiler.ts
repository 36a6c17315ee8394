import { type Compiler, type CompilerOptions, createCompiler } from "../../module/index.ts";
import type { CommandContext } from "../framework/context.ts";

/** A compiler that ends with the command. */
export function sessionCompiler(ctx: CommandContext, options: CompilerOptions = {}): Compiler {
  const compiler = createCompiler(options);
  ctx.defer(() => compiler.close());
  return compiler;
}
