import { quoteJson } from "../encoding/json-writer";

/** as-pect's kinds of values. */
enum Kind {
  Class = 1,
  String = 2,
  ArrayBuffer = 3,
  Map = 4,
  Set = 5,
  Function = 6,
  Integer = 7,
  Boolean = 9,
  Array = 10,
}

/** A value as as-pect takes it apart. */
class Reflected {
  keys: Reflected[] = [];
  values: Reflected[] = [];
  /** Whether its text is being put together: it may hold itself. */
  open: bool = false;

  constructor(
    readonly kind: i32,
    readonly typeName: string,
    readonly text: string,
  ) {}
}

/** Values by id, from 1. */
let reflected: Reflected[] = [];

/** Sets that no id was told for yet: as-pect gives 0 for a set, once it is complete. */
let sets: i32[] = [];

export function createReflectedValue(
  isNull: bool,
  hasKeys: bool,
  nullable: bool,
  offset: i32,
  pointer: usize,
  signed: bool,
  size: i32,
  kind: i32,
  typeId: i32,
  typeName: string,
  value: usize,
  hasValues: bool,
  isManaged: bool,
): i32 {
  if (isNull) return add(new Reflected(Kind.Function, typeName, "null"));
  let text = "";
  if (kind == Kind.String) text = quoteJson(changetype<string>(value));
  else if (kind == Kind.Function) text = "a function";
  const id = add(new Reflected(kind, typeName, text));
  if (kind == Kind.Set) sets.push(id);
  return id;
}

export function createReflectedNumber(signed: bool, size: i32, kind: i32, typeName: string, value: f64): i32 {
  let text = value.toString();
  if (kind == Kind.Boolean) text = value ? "true" : "false";
  else if (kind == Kind.Integer) text = (<i64>value).toString();
  return add(new Reflected(kind, typeName, text));
}

export function createReflectedLong(
  signed: bool,
  size: i32,
  kind: i32,
  typeName: string,
  lowValue: i32,
  highValue: i32,
): i32 {
  const bits = ((<u64>(<u32>highValue)) << 32) | <u64>(<u32>lowValue);
  return add(new Reflected(kind, typeName, signed ? (<i64>bits).toString() : bits.toString()));
}

export function __aspectPushReflectedObjectKey(parentId: i32, id: i32): void {
  reflected[parentId - 1].keys.push(find(id));
}

export function __aspectPushReflectedObjectValue(parentId: i32, id: i32): void {
  reflected[parentId - 1].values.push(find(id));
}

export function forgetReflected(): void {
  reflected = [];
  sets = [];
}

/** A value as text, on several lines where it is long. */
export function reflectedText(id: i32): string {
  return textOf(find(id), "");
}

function add(value: Reflected): i32 {
  return reflected.push(value);
}

function find(id: i32): Reflected {
  return reflected[(id ? id : sets.pop()) - 1];
}

/** Characters up to which what a value holds stands on one line. */
const longestLine: i32 = 72;

function textOf(value: Reflected, indent: string): string {
  const kind = value.kind;
  const isObject = kind == Kind.Class || kind == Kind.Map;
  if (!isObject && kind != Kind.Set && kind < Kind.Array && kind != Kind.ArrayBuffer) return value.text;
  if (value.open) return "(itself)";
  value.open = true;
  const inner = indent + "  ";
  const parts = new Array<string>();
  let length = 0;
  for (let i = 0; i < value.values.length; ++i) {
    let part = textOf(value.values[i], inner);
    if (kind == Kind.Class) part = `${fieldName(value.keys[i])}: ${part}`;
    else if (kind == Kind.Map) part = `${textOf(value.keys[i], inner)} => ${part}`;
    length += part.length + 2;
    parts.push(part);
  }
  value.open = false;
  const isLong = length > longestLine;
  const space = isLong ? `\n${inner}` : isObject && length ? " " : "";
  const end = isLong ? `,\n${indent}` : isObject && length ? " " : "";
  const content = `${space}${parts.join(isLong ? `,\n${inner}` : ", ")}${end}`;
  if (isObject) return `${shortName(value.typeName)} {${content}}`;
  return kind == Kind.Array ? `[${content}]` : `${shortName(value.typeName)} [${content}]`;
}

/** `Map<string,Rule>` of `Map<~lib/string/String,assembly/rules/Rule>` */
function shortName(typeName: string): string {
  let short = "";
  let start = 0;
  for (let i = 0; i < typeName.length; ++i) {
    const unit = typeName.charCodeAt(i);
    if (unit == 0x2f)
      start = i + 1; // "/"
    else if (unit == 0x3c || unit == 0x2c || unit == 0x3e) {
      short += typeName.slice(start, i + 1); // "<", ",", ">"
      start = i + 1;
    }
  }
  return (short + typeName.slice(start)).replaceAll("String", "string");
}

/** A field's name is a string of as-pect; here it stands without quotes. */
function fieldName(key: Reflected): string {
  return key.text.slice(1, -1);
}
