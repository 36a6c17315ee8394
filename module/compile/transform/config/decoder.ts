import type { ConfigClass, ConfigType, IntegerName } from "./config-class.ts";

/**
 * Generates the methods that fill a `@config` class from JSON, as the text of a class of the same shape. The SDK's
 * `__mesh_ConfigReader` does the reading, keeps the path and the first error.
 */
export function decoderOf(config: ConfigClass): string {
  const helpers: string[] = [];
  function decode(type: ConfigType, typeText: string): string {
    const inline = inlineDecode(type);
    if (inline) return inline;
    const at = helpers.push("") - 1; // takes its number before a nested one does
    helpers[at] = helper(`__decode_${at}`, type, typeText, decode);
    return `this.__decode_${at}(reader)`;
  }
  const known = config.fields.map((field) => field.name).join(",");
  const required = config.fields.filter((field) => field.required);
  const cases = config.fields.map((field) => {
    const seen = field.required ? `has_${field.name} = true; ` : "";
    return `      if (key == "${field.name}") { ${seen}this.${field.name} = ${decode(field.type, field.typeText)}; continue; }`;
  });
  return [
    `class ${config.name} {`,
    "  __decode(reader: __mesh_ConfigReader): void {",
    "    if (!reader.beginObject()) return;",
    ...required.map((field) => `    let has_${field.name} = false;`),
    "    while (reader.nextKey()) {",
    "      const key = reader.key;",
    ...cases,
    `      reader.unknownKey(${JSON.stringify(known)});`,
    "    }",
    "    if (reader.failed) return;",
    ...required.map((field) => `    if (!has_${field.name}) reader.missing("${field.name}");`),
    "  }",
    ...helpers,
    "}",
    "",
  ].join("\n");
}

function inlineDecode(type: ConfigType): string | null {
  if (type.kind === "string") return "reader.string()";
  if (type.kind === "boolean") return "reader.bool()";
  if (type.kind === "number") return `reader.${type.name}()`;
  if (type.kind === "integer") return decodeInteger(type.name);
  return null;
}

function decodeInteger(name: IntegerName): string {
  if (name === "u64") return "reader.unsigned(u64.MAX_VALUE)";
  if (name === "i64") return "reader.integer(i64.MIN_VALUE, i64.MAX_VALUE)";
  return `<${name}>reader.integer(${name}.MIN_VALUE, ${name}.MAX_VALUE)`;
}

function helper(
  name: string,
  type: ConfigType,
  typeText: string,
  decode: (type: ConfigType, typeText: string) => string,
): string {
  return [`  ${name}(reader: __mesh_ConfigReader): ${typeText} {`, ...helperBody(type, decode), "  }"].join("\n");
}

function helperBody(type: ConfigType, decode: (type: ConfigType, typeText: string) => string): string[] {
  if (type.kind === "nullable") {
    return ["    if (reader.isNull()) return null;", `    return ${decode(type.type, writeType(type.type))};`];
  }
  if (type.kind === "class") {
    return [`    const value = new ${type.name}();`, "    value.__decode(reader);", "    return value;"];
  }
  if (type.kind === "enum") {
    const names = type.members.join(",");
    const cases = type.members.map((member, index) => `    if (index == ${index}) return ${type.name}.${member};`);
    return [`    const index = reader.enumValue(${JSON.stringify(names)});`, ...cases, `    return <${type.name}>0;`];
  }
  if (type.kind === "array") {
    const element = decode(type.element, writeType(type.element));
    return [
      `    const values = new Array<${writeType(type.element)}>();`,
      `    if (reader.beginArray()) while (reader.nextElement()) values.push(${element});`,
      "    return values;",
    ];
  }
  if (type.kind === "map") {
    const value = decode(type.value, writeType(type.value));
    return [
      `    const values = new Map<string, ${writeType(type.value)}>();`,
      "    if (reader.beginObject()) while (reader.nextKey()) {",
      "      const key = reader.key;",
      `      values.set(key, ${value});`,
      "    }",
      "    return values;",
    ];
  }
  throw new Error(`no decoder for ${type.kind}`);
}

/** A type as AssemblyScript writes it. */
function writeType(type: ConfigType): string {
  switch (type.kind) {
    case "string":
      return "string";
    case "boolean":
      return "bool";
    case "array":
      return `Array<${writeType(type.element)}>`;
    case "map":
      return `Map<string, ${writeType(type.value)}>`;
    case "nullable":
      return `${writeType(type.type)} | null`;
    default:
      return type.name;
  }
}
