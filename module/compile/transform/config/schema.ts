import type { ConfigClass, ConfigField, ConfigType, IntegerName } from "./config-class.ts";

/** A JSON Schema of draft 2020-12, of the few keywords that a `@config` class gives. */
export interface JsonSchema {
  $schema?: string;
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  title?: string;
  description?: string;
  type?: string;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  additionalProperties?: boolean | JsonSchema;
  required?: string[];
  default?: unknown;
}

/** The JSON Schema of a `@config` class, with the classes it uses under `$defs`. */
export function schemaOf(root: ConfigClass, classes: readonly ConfigClass[]): JsonSchema {
  const used = usedBy(root, classes);
  const $defs = Object.fromEntries(used.map((config) => [config.name, objectSchema(config)]));
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: root.name,
    ...objectSchema(root),
    ...(used.length > 0 ? { $defs } : {}),
  };
}

function usedBy(root: ConfigClass, classes: readonly ConfigClass[]): ConfigClass[] {
  const found = new Set<ConfigClass>();
  function visit(config: ConfigClass): void {
    for (const name of config.fields.flatMap((field) => classesIn(field.type))) {
      const used = classes.find((candidate) => candidate.name === name);
      if (!used || found.has(used)) continue;
      found.add(used);
      visit(used);
    }
  }
  visit(root);
  return [...found];
}

function classesIn(type: ConfigType): string[] {
  switch (type.kind) {
    case "class":
      return [type.name];
    case "array":
      return classesIn(type.element);
    case "map":
      return classesIn(type.value);
    case "nullable":
      return classesIn(type.type);
    default:
      return [];
  }
}

function objectSchema(config: ConfigClass): JsonSchema {
  const required = config.fields.filter((field) => field.required).map((field) => field.name);
  return {
    ...(config.description ? { description: config.description } : {}),
    type: "object",
    properties: Object.fromEntries(config.fields.map((field) => [field.name, fieldSchema(field)])),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

function fieldSchema(field: ConfigField): JsonSchema {
  const value = defaultOf(field);
  return {
    ...(field.description ? { description: field.description } : {}),
    ...typeSchema(field.type),
    ...(value === undefined ? {} : { default: value }),
  };
}

function typeSchema(type: ConfigType): JsonSchema {
  switch (type.kind) {
    case "integer":
      return { type: "integer", ...integerRange(type.name) };
    case "enum":
      return { enum: type.members };
    case "array":
      return { type: "array", items: typeSchema(type.element) };
    case "map":
      return { type: "object", additionalProperties: typeSchema(type.value) };
    case "class":
      return { $ref: `#/$defs/${type.name}` };
    case "nullable":
      return { anyOf: [typeSchema(type.type), { type: "null" }] };
    default:
      return { type: type.kind };
  }
}

/** Bounds of the integer types that JSON's numbers hold exactly. */
function integerRange(name: IntegerName): Pick<JsonSchema, "minimum" | "maximum"> {
  const bits = Number(name.slice(1));
  if (name.startsWith("u")) return bits < 64 ? { minimum: 0, maximum: 2 ** bits - 1 } : { minimum: 0 };
  return bits < 64 ? { minimum: -(2 ** (bits - 1)), maximum: 2 ** (bits - 1) - 1 } : {};
}

/** The value of an initializer that is a literal or an enum's member; `undefined` for anything computed. */
function defaultOf({ initializer, type }: ConfigField): unknown {
  if (initializer === null) return undefined;
  if (type.kind === "enum") return type.members.find((member) => initializer === `${type.name}.${member}`);
  try {
    return JSON.parse(initializer);
  } catch {
    return undefined;
  }
}
