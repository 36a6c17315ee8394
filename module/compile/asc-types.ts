// The parts of AssemblyScript's compiler that the transform touches. Its own declarations are ambient (they declare `u8`,
// `i32`… as globals of every TypeScript file), so these few shapes are written down here instead.

export interface Range {
  start: number;
  end: number;
  source: Source;
}

export interface Node {
  kind: number;
  range: Range;
}

export interface Source extends Node {
  internalPath: string;
  normalizedPath: string;
  text: string;
  statements: Node[];
  /** Whether it comes from a package or the standard library. */
  isLibrary: boolean;
  /** Whether it stands for what the compiler declares itself. */
  isNative: boolean;
  /** Its number among the files of the source map; -1 where it has none yet. */
  debugInfoIndex: number;
  /** 1-based. */
  lineAt(position: number): number;
  /** 1-based, of the position that `lineAt` was last asked for. */
  columnAt(): number;
}

/** A node that has a value. */
export type Expression = Node;

/** A node that stands in a list of statements. */
export type Statement = Node;

export interface Identifier extends Node {
  text: string;
}

export interface Decorator extends Node {
  name: Identifier;
}

export interface TypeNode extends Node {
  isNullable: boolean;
}

export interface NamedType extends TypeNode {
  name: { identifier: Identifier; next: unknown };
  typeArguments: TypeNode[] | null;
}

export interface Declaration extends Node {
  name: Identifier;
  decorators: Decorator[] | null;
  flags: number;
}

export interface FieldDeclaration extends Declaration {
  type: TypeNode | null;
  initializer: Node | null;
}

export interface ClassDeclaration extends Declaration {
  typeParameters: { name: Identifier }[] | null;
  members: Declaration[];
  extendsType: NamedType | null;
}

export interface FunctionDeclaration extends Declaration {
  signature: { parameters: { name: Identifier }[]; returnType: TypeNode };
  /** `null` for one that is only declared. Of an arrow function without braces it is a statement with the expression. */
  body: Statement | null;
}

export interface EnumDeclaration extends Declaration {
  values: Declaration[];
}

export interface CallExpression extends Node {
  expression: Node;
  args: Node[];
}

export interface Parser {
  sources: Source[];
  parseFile(text: string, path: string, isEntry: boolean): void;
}

export interface ClassPrototype {
  kind: number;
  name: string;
  internalName: string;
  basePrototype: ClassPrototype | null;
  instanceMembers: Map<string, unknown> | null;
  /** Its static members. */
  members: Map<string, unknown> | null;
  declaration: Declaration;
}

/** A function with its type arguments. Other elements have no `prototype` with a declaration, or no `debugLocations`. */
export interface FunctionInstance {
  kind: number;
  internalName: string;
  prototype: { declaration: Declaration };
  /** Where it is declared: its class for a method. */
  parent: { prototype?: ClassPrototype };
  /** Expressions with a place in the source. */
  debugLocations: Map<number, Range>;
}

/** The compiler's own wrapper of Binaryen's module. */
export interface AscModule {
  addDebugInfoFile(name: string): number;
  setDebugLocation(func: number, expression: number, file: number, line: number, column: number): void;
}

export interface File {
  internalPath: string;
  source: Source;
  exports: Map<string, unknown> | null;
  members: Map<string, ClassPrototype> | null;
}

export interface Program {
  filesByName: Map<string, File>;
  /** Classes and functions with their type arguments, by internal name. */
  instancesByName: Map<string, FunctionInstance>;
  options: { sourceMap: boolean };
  module: AscModule;
  error(code: number, range: Range | null, arg0?: string, arg1?: string): void;
  warning(code: number, range: Range | null, arg0?: string, arg1?: string): void;
}

/** Binaryen's module as AssemblyScript hands it to a transform. */
export interface BinaryenModule {
  addCustomSection(name: string, contents: Uint8Array): void;
  /** 0 when there is no such function. */
  getFunction(name: string): number;
  getGlobal(name: string): number;
  removeExport(externalName: string): void;
  emitBinary(sourceMapUrl: string): { binary: Uint8Array; sourceMap: string };
  runPasses(passes: string[]): void;
}

export interface Binaryen {
  setPassArgument(key: string, value: string | null): void;
  _BinaryenFunctionGetBody(func: number): number;
  setDebugInfo(on: boolean): void;
}

/** What makes nodes. */
export interface NodeFactory {
  createIdentifierExpression(text: string, range: Range): Identifier;
  createIntegerLiteralExpression(value: unknown, range: Range): Expression;
  createCallExpression(expression: Expression, typeArguments: null, args: Expression[], range: Range): CallExpression;
  createCommaExpression(expressions: Expression[], range: Range): Expression;
  createExpressionStatement(expression: Expression): Statement;
  createBlockStatement(statements: Statement[], range: Range): Statement & { statements: Statement[] };
}

/** What the compiler knows at a place of a function. Expressions are Binaryen's, by reference. */
export interface Flow {
  readonly program: Program;
  inheritNonnullIfTrue(expression: number, iff?: Flow | null): void;
  inheritNonnullIfFalse(expression: number, iff?: Flow | null): void;
}

/** A message as asc reports it: of the source there is only the name. */
export interface AscDiagnostic {
  code: number;
  category: number;
  message: string;
  range: AscRange | null;
  relatedRange: AscRange | null;
}

interface AscRange {
  start: number;
  end: number;
  source: { normalizedPath: string };
}

export interface AscIo {
  readFile(filename: string, baseDir: string): string | null | Promise<string | null>;
  writeFile(filename: string, contents: string | Uint8Array, baseDir: string): void;
  listFiles(dirname: string, baseDir: string): string[] | null;
  reportDiagnostic(diagnostic: AscDiagnostic): void;
  stdout: { write(chunk: string | Uint8Array): void };
  stderr: { write(chunk: string | Uint8Array): void };
  transforms: unknown[];
}

/** What `import("assemblyscript/asc")` and `import("assemblyscript")` give, as far as it is used here. */
export interface Asc {
  main(argv: string[], io: AscIo): Promise<{ error: Error | null }>;
  /** Its flags by long name, without dashes. */
  options: Record<string, { alias?: string }>;
  /** Node kinds by name. Read at run time because a new release may renumber them. */
  NodeKind: Record<string, number>;
  LiteralKind: Record<string, number>;
  CommonFlags: Record<string, number>;
  ElementKind: Record<string, number>;
  DiagnosticCategory: Record<string, number>;
  DiagnosticCode: Record<string, number>;
  Token: Record<string, number>;
  ExpressionId: Record<string, number>;
  Node: NodeFactory;
  Flow: { prototype: Flow };
  /** A number as literals hold it. */
  integer(value: number): unknown;
  getExpressionId(expression: number): number;
  getBlockName(block: number): string | null;
  getBlockChildCount(block: number): number;
  getBlockChildAt(block: number, index: number): number;
  /** What a global starts with. */
  getGlobalInit(global: number): number;
  getConstValueI32(constant: number): number;
}
