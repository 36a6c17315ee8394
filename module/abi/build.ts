import type { AbiVersion, EnumName, Param, Phases, WasmType } from "./types.ts";

export const everyAbi: readonly AbiVersion[] = ["0.1.0", "0.2.0", "0.2.1"];
export const since020: readonly AbiVersion[] = ["0.2.0", "0.2.1"];

/** The phases of most functions: none of the restricted ones. */
export const nowhere: Phases = { start: false, initialize: false, allocate: false };

export function value(name: string, type: WasmType = "i32"): Param {
  return { name, type, role: "value" };
}

export function flag(name: string): Param {
  return { name, type: "i32", role: "boolean" };
}

export function choice(name: string, enumName: EnumName): Param {
  return { name, type: "i32", role: "value", enum: enumName };
}

/** A lone number of bytes: a callback says how much there is, or a call how much is wanted. */
export function size(name: string): Param {
  return { name, type: "i32", role: "value" };
}

/** Bytes for the host to read: `NAME_data`, `NAME_size`. */
export function bytes(name: string): Param[] {
  return [
    { name: `${name}_data`, type: "i32", role: "pointer" },
    { name: `${name}_size`, type: "i32", role: "size" },
  ];
}

/** Bytes that the host returns: `return_NAME_data`, `return_NAME_size`. */
export function returnBytes(name: string): Param[] {
  return [
    { name: `return_${name}_data`, type: "i32", role: "return-pointer" },
    { name: `return_${name}_size`, type: "i32", role: "return-size" },
  ];
}

/** A number that the host returns. */
export function returnValue(name: string, byteCount: 4 | 8 = 4): Param {
  return { name: `return_${name}`, type: "i32", role: "return-value", bytes: byteCount };
}

/** Address of an entry in the specification of the newest version of `abi`. */
export function specReference(name: string, abi: readonly AbiVersion[]): string {
  return `https://github.com/proxy-wasm/spec/blob/main/abi-versions/v${abi.at(-1)}/README.md#${name.toLowerCase()}`;
}
