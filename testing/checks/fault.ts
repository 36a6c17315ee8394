import * as v from "valibot";

/** What is wrong within a value. */
export interface Fault {
  /** Keys from the value to what is wrong. */
  path: readonly unknown[];
  value: unknown;
  /** There is nothing of the name at the end of the path, or it is missing there. Otherwise the value is wrong. */
  name?: "unknown" | "missing";
  /** What to do instead. */
  hint: string;
}

/** How an issue of valibot carries it. */
const marks = { unknown: "a known name", missing: "to be there" };

/** A part of a schema that looks for a fault. */
export function faultless<T>(find: (value: T) => Fault | undefined) {
  return v.rawCheck<T>(({ dataset, addIssue }) => {
    const fault = dataset.typed && !dataset.issues ? find(dataset.value) : undefined;
    if (!fault) return;
    const { path, value, name, hint } = fault;
    const [first, ...others] = path.map((key) => pathItem(dataset.value, key, value));
    addIssue({
      message: hint,
      input: value,
      ...(name && { expected: marks[name] }),
      ...(first && { path: [first, ...others] }),
    });
  });
}

function pathItem(input: unknown, key: unknown, value: unknown): v.UnknownPathItem {
  return { type: "unknown", origin: "value", input, key, value };
}

/** The first fault that a schema finds. */
export function faultIn(schema: v.GenericSchema, value: unknown): Fault | undefined {
  const [issue] = v.safeParse(schema, value).issues ?? [];
  if (!issue) return undefined;
  const { input, message, expected } = issue;
  const path = (issue.path ?? []).map(({ key }) => key);
  const name = expected === marks.unknown ? "unknown" : expected === marks.missing ? "missing" : undefined;
  return { path, value: input, hint: message, ...(name && { name }) };
}
