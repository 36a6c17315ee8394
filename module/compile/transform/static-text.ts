import type { Asc, CallExpression, Node, Parser, Source } from "../asc-types.ts";
import { parseStatements } from "./graft.ts";
import { calleeOf, stringLiteral, visitNodes } from "./walk.ts";

const sdk = "~lib/mesh-wasm/assembly/";

/**
 * Stores the SDK's own messages as UTF-8, as they go to the log: `appendText("no")` becomes
 * `appendStatic(memory.data<u8>([110, 111]), 2)`. A string of AssemblyScript takes twice the bytes and a header of 20, and
 * has to be encoded.
 */
export function storeMessagesAsUtf8(asc: Asc, parser: Parser): void {
  for (const source of parser.sources) {
    // Most files have no message: looking at the text is quicker than walking through them
    if (!source.internalPath.startsWith(sdk) || !/appendText\(["']/.test(source.text)) continue;
    const calls = messagesIn(asc, source);
    if (calls.length === 0) continue;
    const path = `~lib/mesh-wasm/messages/${source.internalPath.slice(sdk.length)}.ts`;
    const text = `import { appendBytes as appendStatic } from "mesh-wasm/assembly/abi/line";\n${calls.map(rewritten).join("")}`;
    const [anImport, ...statements] = parseStatements(parser, text, path);
    if (anImport) source.statements.unshift(anImport);
    for (const [index, { call }] of calls.entries()) {
      const { expression, args } = (statements[index] as Node & { expression: CallExpression }).expression;
      Object.assign(call, { expression, args });
    }
  }
}

interface Message {
  call: CallExpression;
  text: string;
}

function messagesIn(asc: Asc, source: Source): Message[] {
  const found: Message[] = [];
  visitNodes(source, (node) => {
    const call = node.kind === asc.NodeKind["Call"] ? (node as CallExpression) : null;
    const text = call && calleeOf(asc, call) === "appendText" ? stringLiteral(asc, call.args[0]) : null;
    if (call && text) found.push({ call, text });
  });
  return found;
}

function rewritten({ text }: Message): string {
  const bytes = [...new TextEncoder().encode(text)];
  return `appendStatic(memory.data<u8>([${bytes.join(", ")}]), ${bytes.length});\n`;
}
