import { MeshWasmError } from "../../../../core/index.ts";
import type {
  Asc,
  ClassDeclaration,
  EnumDeclaration,
  FieldDeclaration,
  NamedType,
  Parser,
  TypeNode,
} from "../../asc-types.ts";
import { classesOf, hasDecorator, locationOf, ownSources, textOf } from "../walk.ts";

/** What a field of a `@config` class holds. */
export type ConfigType =
  | { kind: "string" | "boolean" }
  | { kind: "integer"; name: IntegerName }
  | { kind: "number"; name: "f32" | "f64" }
  | { kind: "array"; element: ConfigType }
  | { kind: "map"; value: ConfigType }
  | { kind: "class"; name: string }
  | { kind: "enum"; name: string; members: string[] }
  | { kind: "nullable"; type: ConfigType };

export type IntegerName = "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64";

export interface ConfigField {
  name: string;
  type: ConfigType;
  /** The type as the source writes it. */
  typeText: string;
  /** Declared with `!`: the configuration must have it. */
  required: boolean;
  /** The initializer's source text. */
  initializer: string | null;
  /** The doc comment above the field, without stars. */
  description: string | null;
}

/** A class marked `@config`. */
export interface ConfigClass {
  name: string;
  declaration: ClassDeclaration;
  description: string | null;
  fields: ConfigField[];
}

/** Reads every `@config` class of the project. Throws MW0204 at a field of a type that JSON cannot give. */
export function configClasses(asc: Asc, parser: Parser): ConfigClass[] {
  const declarations = ownSources(parser).flatMap((source) => classesOf(asc, source));
  const marked = declarations.filter((declaration) => hasDecorator(declaration, "config"));
  const names = new Set(marked.map((declaration) => declaration.name.text));
  const enums = enumsOf(asc, parser);
  return marked.map((declaration) => ({
    name: declaration.name.text,
    declaration,
    description: docComment(declaration.decorators?.[0] ?? declaration),
    fields: fieldsOf(asc, declaration).map((field) => toField(asc, field, declaration, names, enums)),
  }));
}

function enumsOf(asc: Asc, parser: Parser): Map<string, string[]> {
  const enums = new Map<string, string[]>();
  for (const source of ownSources(parser)) {
    for (const statement of source.statements) {
      if (statement.kind !== asc.NodeKind["EnumDeclaration"]) continue;
      const declaration = statement as EnumDeclaration;
      enums.set(
        declaration.name.text,
        declaration.values.map((value) => value.name.text),
      );
    }
  }
  return enums;
}

function fieldsOf(asc: Asc, declaration: ClassDeclaration): FieldDeclaration[] {
  const { Static = 0 } = asc.CommonFlags;
  return declaration.members.filter(
    (member): member is FieldDeclaration =>
      member.kind === asc.NodeKind["FieldDeclaration"] && (member.flags & Static) === 0,
  );
}

function toField(
  asc: Asc,
  field: FieldDeclaration,
  owner: ClassDeclaration,
  classes: ReadonlySet<string>,
  enums: ReadonlyMap<string, string[]>,
): ConfigField {
  const { DefinitelyAssigned = 0 } = asc.CommonFlags;
  const type = field.type && toType(field.type, classes, enums);
  if (!type || !field.type) {
    const written = field.type ? `has the type ${textOf(field.type)}` : "has no type";
    throw new MeshWasmError("MW0204", `field ${field.name.text} of @config class ${owner.name.text} ${written}`, {
      location: locationOf(field),
    });
  }
  return {
    name: field.name.text,
    type,
    typeText: textOf(field.type),
    required: (field.flags & DefinitelyAssigned) !== 0,
    initializer: field.initializer && textOf(field.initializer),
    description: docComment(field),
  };
}

function toType(node: TypeNode, classes: ReadonlySet<string>, enums: ReadonlyMap<string, string[]>): ConfigType | null {
  const type = plainType(node, classes, enums);
  return type && node.isNullable ? { kind: "nullable", type } : type;
}

function plainType(
  node: TypeNode,
  classes: ReadonlySet<string>,
  enums: ReadonlyMap<string, string[]>,
): ConfigType | null {
  const { name: path, typeArguments } = node as NamedType;
  const name = path?.identifier.text;
  if (!name) return null;
  if (name === "string") return { kind: "string" };
  if (name === "bool" || name === "boolean") return { kind: "boolean" };
  if (name === "f32" || name === "f64") return { kind: "number", name };
  if (name === "number") return { kind: "number", name: "f64" };
  if (/^[iu](?:8|16|32|64)$/.test(name)) return { kind: "integer", name: name as IntegerName };
  if (classes.has(name)) return { kind: "class", name };
  const members = enums.get(name);
  if (members) return { kind: "enum", name, members };
  const [first, second] = typeArguments ?? [];
  if (name === "Array" && first) {
    const element = toType(first, classes, enums);
    return element && { kind: "array", element };
  }
  if (name === "Map" && first && second && textOf(first) === "string") {
    const value = toType(second, classes, enums);
    return value && { kind: "map", value };
  }
  return null;
}

/** The text of the doc comment that ends right above a node. */
function docComment(node: { range: FieldDeclaration["range"] }): string | null {
  const before = node.range.source.text.slice(0, node.range.start);
  const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:export\s+)?$/.exec(before)?.[1];
  if (!comment) return null;
  const lines = comment.split("\n").map((line) => line.replace(/^\s*\*?\s?/, "").trimEnd());
  return (
    lines
      .join("\n")
      .trim()
      .replace(/\n(?!\n)/g, " ") || null
  );
}
