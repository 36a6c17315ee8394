import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from "yaml";
import { fromText } from "../../../host/bytes.ts";
import { asInteger, isIntegerType, rangeOf } from "../integer.ts";
import { conflict, type Draft, emptyMessage, give } from "../message-builder.ts";
import type { Position } from "../position.ts";
import { didYouMean, syntaxError } from "../scenario-error.ts";
import type { TestSuite } from "../suite.ts";
import { type Field, fieldsOf, isMessage, jsonName, logLevels, type MessageName } from "../suite-schema.ts";

/**
 * Reads a suite in YAML: its fields as in protobuf JSON (`hasHeader`) or as in the schema (`has_header`), but bytes as text.
 *
 * @param file Its name, for messages.
 * @throws MeshWasmError MW0431 at the first fault.
 */
export function parseYaml(file: string, text: string): TestSuite {
  const lines = new LineCounter();
  // Each value stays the text that it is, as in the format's own reader: what a field is says what the text means
  const document = parseDocument(text, { schema: "failsafe", lineCounter: lines, prettyErrors: false });
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const [fault] = document.errors;
  if (fault) throw syntaxError(file, positionAt(fault.pos[0]), fault.message);
  const reader = new Reader(file, positionAt, (node) => (isAlias(node) ? node.resolve(document) : node));
  return reader.suite(document.contents) as unknown as TestSuite;
}

type MaybeNode = Node | null | undefined;

class Reader {
  private readonly file: string;
  private readonly positionAt: (offset: number) => Position;
  private readonly resolve: (node: MaybeNode) => MaybeNode;

  constructor(file: string, positionAt: (offset: number) => Position, resolve: (node: MaybeNode) => MaybeNode) {
    this.file = file;
    this.positionAt = positionAt;
    this.resolve = resolve;
  }

  suite(root: MaybeNode): Draft {
    return isNothing(root) ? emptyMessage("TestSuite", this.position(root)) : this.message("TestSuite", root);
  }

  private message(name: MessageName, node: MaybeNode): Draft {
    const map = this.resolve(node);
    if (!isMap(map)) throw this.error(node, `expected the fields of a ${name}, found ${describe(map)}`);
    const draft = emptyMessage(name, this.position(node));
    for (const pair of (map as YAMLMap<Scalar, Node>).items) this.field(name, draft, pair);
    return draft;
  }

  private field(message: MessageName, draft: Draft, { key, value }: Pair<Scalar, Node | null>): void {
    const written = String(key.value);
    const known = Object.keys(fieldsOf(message));
    const name = known.find((name) => name === written || jsonName(name) === written);
    if (!name) {
      const names = /[A-Z]/.test(written) ? known.map(jsonName) : known;
      throw this.error(key, `${message} has no field ${written}`, didYouMean(written, names));
    }
    const node = this.resolve(value);
    if (isNothing(node)) return;
    const field = fieldsOf(message)[name] as Field;
    if (field.repeated && !isSeq(node)) {
      throw this.error(value, `${written}: expected a list, found ${describe(node)}`, "Put a dash before it.");
    }
    const values = isSeq(node) && field.repeated ? (node.items as Node[]) : [node];
    for (const one of values) {
      const fault = conflict(message, draft, name);
      if (fault) throw this.error(key, fault);
      give(
        message,
        draft,
        name,
        isMessage(field.type) ? this.message(field.type, one) : this.scalar(written, field, one),
      );
    }
  }

  private scalar(name: string, { type }: Field, node: MaybeNode): unknown {
    const resolved = this.resolve(node);
    if (!isScalar(resolved)) throw this.error(node, `${name}: expected a value, found ${describe(resolved)}`);
    const text = String(resolved.value);
    if (type === "string") return text;
    if (type === "bytes") return fromText(text);
    if (type === "bool") return this.bool(name, node, text);
    if (type === "LogLevel" && !/^\d+$/.test(text)) return this.logLevel(name, node, text);
    return this.integer(name, node, text, type === "LogLevel" ? "int32" : type);
  }

  private bool(name: string, node: MaybeNode, text: string): boolean {
    if (/^(?:true|True|TRUE)$/.test(text)) return true;
    if (/^(?:false|False|FALSE)$/.test(text)) return false;
    throw this.error(node, `${name}: expected true or false, found ${JSON.stringify(text)}`);
  }

  private logLevel(name: string, node: MaybeNode, text: string): number {
    const level = logLevels[text];
    if (level !== undefined) return level;
    throw this.error(node, `${name}: there is no level ${text}`, didYouMean(text, Object.keys(logLevels)));
  }

  private integer(name: string, node: MaybeNode, text: string, type: string): number | bigint {
    if (!isIntegerType(type)) throw new TypeError(`no type of integers: ${type}`);
    const integer = /^-?\d+$/.test(text) ? asInteger(type, BigInt(text)) : undefined;
    if (integer !== undefined) return integer;
    throw this.error(node, `${name}: expected ${rangeOf(type)}, found ${JSON.stringify(text)}`);
  }

  private position(node: MaybeNode): Position {
    return this.positionAt(node?.range?.[0] ?? 0);
  }

  private error(node: MaybeNode, message: string, hint?: string) {
    return syntaxError(this.file, this.position(node), message, hint);
  }
}

/** Whether a value is left out or null, which is the same as a field that is not given. */
function isNothing(node: MaybeNode): boolean {
  if (!node) return true;
  return isScalar(node) && node.type === "PLAIN" && /^(?:~|null|Null|NULL|)$/.test(String(node.source));
}

function describe(node: MaybeNode): string {
  if (isMap(node)) return "a mapping";
  if (isSeq(node)) return "a list";
  return isScalar(node) ? JSON.stringify(node.value) : "nothing";
}
