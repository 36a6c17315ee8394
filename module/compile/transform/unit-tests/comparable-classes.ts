import type { Asc, ClassDeclaration, FieldDeclaration, Parser } from "../../asc-types.ts";
import { parseStatements } from "../graft.ts";
import { classesOf, textOf } from "../walk.ts";

/** The SDK's classes that stand for something of the host: two of them are never equal. */
const identities = /^~lib\/mesh-wasm\/assembly\/(?:call|context|runtime|timer|proxy-runtime)\//;

/**
 * Adds to each class the methods with which as-pect compares objects and shows them, field by field. Those of the runtime
 * stay as they are.
 */
export function makeComparable(asc: Asc, parser: Parser): void {
  for (const source of [...parser.sources]) {
    const { internalPath } = source;
    if (internalPath.startsWith("~lib/rt/") || internalPath.startsWith("~lib/@as-pect/")) continue;
    const classes = classesOf(asc, source);
    if (classes.length === 0) continue;
    const fields = identities.test(internalPath) ? () => null : (of: ClassDeclaration) => fieldsOf(asc, of);
    const text = classes.map((declaration) => methodsOf(declaration, fields(declaration))).join("\n");
    const path = `~lib/mesh-wasm/comparable/${internalPath}.ts`;
    for (const [index, generated] of parseStatements(parser, text, path).entries()) {
      classes[index]?.members.push(...(generated as ClassDeclaration).members);
    }
  }
}

/** @param fields `null` for a class whose objects are equal to themselves alone. */
function methodsOf(declaration: ClassDeclaration, fields: readonly FieldDeclaration[] | null): string {
  const parameters = declaration.typeParameters?.map(({ name }) => name.text).join(", ");
  const type = parameters ? `${declaration.name.text}<${parameters}>` : declaration.name.text;
  const compare = fields
    ? `
    if (!(other instanceof ${type})) return false;
    const that = changetype<${type}>(other);
${fields.map(compareField).join("")}
    if (isDefined(super.__aspectStrictEquals)) return super.__aspectStrictEquals(other, stack, cache, ignore);
    return true;`
    : "    return changetype<usize>(this) == changetype<usize>(other);";
  return `
class ${type} {
  __aspectStrictEquals(other: Object, stack: usize[], cache: usize[], ignore: StaticArray<i64>): bool {
${compare}
  }
  __aspectAddReflectedValueKeyValuePairs(id: i32, seen: Map<usize, i32>, ignore: StaticArray<i64>): void {
    if (isDefined(super.__aspectAddReflectedValueKeyValuePairs))
      super.__aspectAddReflectedValueKeyValuePairs(id, seen, ignore);
${(fields ?? []).filter(isKnown).map(showField).join("")}
  }
}`;
}

function compareField(field: FieldDeclaration): string {
  const name = field.name.text;
  const differs = isKnown(field)
    ? `Reflect.equals(this.${name}, that.${name}, stack, cache) == Reflect.FAILED_MATCH`
    : `changetype<usize>(this.${name}) != changetype<usize>(that.${name})`;
  return `    if (${differs}) return false;\n`;
}

/** Whether the class of what a field holds is known: that of an `Object` is not. */
function isKnown({ type }: FieldDeclaration): boolean {
  return !type || !/^Object\b/.test(textOf(type));
}

function showField({ name }: FieldDeclaration): string {
  return `
    __aspectPushReflectedObjectKey(id, Reflect.toReflectedValue(${JSON.stringify(name.text)}, seen));
    __aspectPushReflectedObjectValue(id, Reflect.toReflectedValue(this.${name.text}, seen));
`;
}

function fieldsOf(asc: Asc, { members }: ClassDeclaration): FieldDeclaration[] {
  const { Static = 0 } = asc.CommonFlags;
  return members.filter(
    (member): member is FieldDeclaration =>
      member.kind === asc.NodeKind["FieldDeclaration"] && (member.flags & Static) === 0,
  );
}
