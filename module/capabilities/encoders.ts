/**
 * The functions of the SDK that turn texts into what the host takes, by their names in a module: they tell what they are asked to encode
 * from what was encoded before by its address, which cannot be followed. So they are run.
 */
const names = new Set(["encode", "encodePath"].flatMap((name) => [`sdk/${name}`]));

/** Whether a function is one of the SDK that encodes a text. */
export function isEncoder(name: string | undefined): boolean {
  return name !== undefined && names.has(name);
}
