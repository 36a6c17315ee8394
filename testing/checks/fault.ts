import * as v from "valibot";

/** What is wrong within a value that has no schema of its own. */
export interface Fault {
  /** Keys from the value to what is wrong. */
  path: readonly (string | number)[];
  value: unknown;
  /** There is nothing of the name at the end of the path. */
  isName?: boolean;
  /** What to do instead. */
  hint: string;
}

/** A part of a schema that looks for a fault. */
export function faultless<T>(find: (value: T) => Fault | undefined) {
  return v.rawCheck<T>(({ dataset, addIssue }) => {
    const fault = dataset.typed ? find(dataset.value) : undefined;
    if (!fault) return;
    const [first, ...others] = fault.path.map((key) => pathItem(dataset.value, key, fault.value));
    addIssue({
      message: fault.hint,
      input: fault.value,
      ...(fault.isName && { expected: "never" }),
      ...(first && { path: [first, ...others] }),
    });
  });
}

function pathItem(input: unknown, key: string | number, value: unknown): v.UnknownPathItem {
  return { type: "unknown", origin: "value", input, key, value };
}
