import type { ClassDeclaration, Parser } from "../../asc-types.ts";
import { parseStatements } from "../graft.ts";
import type { ConfigClass } from "./config-class.ts";
import { decoderOf } from "./decoder.ts";

/** Adds to each `@config` class the methods that fill it from JSON. */
export function addDecoders(parser: Parser, configs: readonly ConfigClass[]): void {
  for (const config of configs) {
    const path = `${config.declaration.range.source.internalPath}.${config.name}.config.ts`;
    const [generated] = parseStatements(parser, decoderOf(config), path);
    config.declaration.members.push(...(generated as ClassDeclaration).members);
  }
}
