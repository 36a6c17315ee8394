import type {
  Asc,
  ClassDeclaration,
  Declaration,
  FunctionDeclaration,
  Node,
  Range,
  Source,
  Statement,
} from "../../asc-types.ts";
import { childrenOf } from "../walk.ts";
import { isCompileTime } from "./compile-time.ts";
import type { FileDraft } from "./draft.ts";
import { coverBranches, coverFunctions, type Scope } from "./expressions.ts";
import { asBlock, coverExpression, coverStatement } from "./nodes.ts";

/** Statements that do something, and are counted. */
const counted = "Break Continue Do Expression For ForOf If Return Switch Throw Try Variable Void While".split(" ");

interface Loop extends Statement {
  body: Statement;
}

interface If extends Statement {
  condition: Node;
  ifTrue: Statement;
  ifFalse: Statement | null;
}

interface Switch extends Statement {
  condition: Node;
  cases: (Node & { label: Node | null; statements: Statement[] })[];
}

interface Variable extends Statement {
  decorators: unknown[] | null;
  declarations: (Declaration & { initializer: Node | null })[];
}

/** Puts counters into a source: one for each statement, function and way that a branch can go. */
export function coverSource(asc: Asc, source: Source, draft: FileDraft, logical: boolean): void {
  const kinds = new Set(counted.map((name) => asc.NodeKind[name]));
  const scope: Scope = { asc, draft, logical, onFunction: (declaration) => coverFunction(declaration, null) };
  let anonymous = 0;

  source.statements = source.statements.flatMap((statement) => {
    if (isOwn(statement) && isCounted(statement)) {
      const counter = draft.statement(statement.range);
      // What a global starts with may have to be known to the compiler: only the functions in it are looked at
      if (isVariable(statement)) coverFunctions(scope, statement);
      else coverParts(statement, counter);
      return [coverStatement(asc, counter, statement.range), statement];
    }
    coverDeclaration(statement);
    return [statement];
  });

  /** Whether a node was written by the user. */
  function isOwn(node: Node): boolean {
    return node.range.source === source;
  }

  function isVariable(statement: Statement): statement is Variable {
    return statement.kind === asc.NodeKind["Variable"];
  }

  function isCounted(statement: Statement): boolean {
    if (!isVariable(statement)) return kinds.has(statement.kind);
    // `@lazy const` and its like are no statements that run in their turn
    return !statement.decorators && statement.declarations.some(({ initializer }) => initializer !== null);
  }

  function coverList(statements: readonly Statement[]): Statement[] {
    return statements.flatMap((statement) => {
      if (statement.kind === asc.NodeKind["Block"]) coverBlock(statement);
      if (!isCounted(statement)) return [statement];
      const counter = draft.statement(statement.range);
      coverParts(statement, counter);
      return [coverStatement(asc, counter, statement.range), statement];
    });
  }

  /** Makes a statement a block with counters, the given ones first. */
  function coverBlock(statement: Statement, ...first: number[]): Statement {
    const block = asBlock(asc, statement);
    const starts = first.map((counter) => coverStatement(asc, counter, statement.range));
    block.statements = [...starts, ...coverList(block.statements)];
    return block;
  }

  function coverParts(statement: Statement, counter: number): void {
    if (statement.kind === asc.NodeKind["If"]) coverIf(statement as If, counter);
    else if (statement.kind === asc.NodeKind["Switch"]) coverSwitch(statement as Switch, counter);
    else {
      const loop = statement as Loop;
      for (const part of childrenOf(statement)) if (part !== loop.body) coverBranches(scope, part, counter);
      if (loop.body) loop.body = coverBlock(loop.body);
    }
  }

  function coverIf(statement: If, counter: number): void {
    const branch = draft.branch("if", statement.range);
    const ifTrue = draft.newCounter();
    branch.arm(statement.ifTrue.range, ifTrue);
    coverBranches(scope, statement.condition, counter);
    statement.ifTrue = coverBlock(statement.ifTrue, ifTrue);
    // To the compiler `if (x == null) break;` says more than with an `else`: where there is none, none is added
    if (!statement.ifFalse) {
      branch.arm(statement.range, counter, ifTrue);
      return;
    }
    const ifFalse = draft.newCounter();
    branch.arm(statement.ifFalse.range, ifFalse);
    statement.ifFalse = coverBlock(statement.ifFalse, ifFalse);
  }

  function coverSwitch(statement: Switch, counter: number): void {
    const branch = draft.branch("switch", statement.range);
    coverBranches(scope, statement.condition, counter);
    for (const way of statement.cases) {
      const own = draft.newCounter();
      branch.arm(fromKeyword(way.range), own);
      way.statements = [coverStatement(asc, own, way.range), ...coverList(way.statements)];
    }
  }

  function coverDeclaration(node: Node, container: string | null = null): void {
    if (!isOwn(node)) return; // a decoder that was generated
    const { kind } = node;
    if (kind === asc.NodeKind["FunctionDeclaration"] || kind === asc.NodeKind["MethodDeclaration"])
      coverFunction(node as FunctionDeclaration, container);
    else if (kind === asc.NodeKind["FieldDeclaration"]) coverFunctions(scope, node);
    else if (kind === asc.NodeKind["ClassDeclaration"] || kind === asc.NodeKind["NamespaceDeclaration"]) {
      const { name, members } = node as ClassDeclaration;
      for (const member of members) coverDeclaration(member, name.text);
    } else if (kind === asc.NodeKind["ExportDefault"]) for (const inner of childrenOf(node)) coverDeclaration(inner);
  }

  function coverFunction(declaration: FunctionDeclaration, container: string | null): void {
    const { name, body, decorators, range } = declaration;
    // A function that the compiler is to know the result of: it could not any more
    if (!body || (decorators && isCompileTime(asc, body))) return;
    const plain = name.text || `(anonymous_${anonymous++})`;
    const counter = draft.function(
      container ? `${container}.${plain}` : plain,
      name.text ? name.range : range,
      body.range,
    );
    if (body.kind === asc.NodeKind["Block"]) {
      coverBlock(body, counter);
      return;
    }
    // `() => expression`
    const result = body as Statement & { expression: Node };
    const statement = draft.statement(body.range);
    coverBranches(scope, result.expression, statement);
    result.expression = coverExpression(asc, [counter, statement], result.expression);
  }
}

/** The compiler has a case begin with the sign before it. */
function fromKeyword(range: Range): Range {
  const { start, end, source } = range;
  const offset = source.text.slice(start, end).search(/\b(?:case|default)\b/);
  return { start: start + Math.max(offset, 0), end, source };
}
