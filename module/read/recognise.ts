import type { ReadProblem } from "./wasm-module.ts";

const magic = [0x00, 0x61, 0x73, 0x6d];

/** What other files begin with. */
const strangers: readonly [begin: string, what: string][] = [
  ["\x1f\x8b", "a gzip file; unpack it first"],
  ["\x28\xb5\x2f\xfd", "a Zstandard file; unpack it first"],
  ["PK\x03\x04", "a ZIP file; unpack it first"],
  ["\x7fELF", "an ELF file: a native program, or a module that an engine compiled for one machine"],
  ["BC\xc0\xde", "LLVM bitcode; link it with wasm-ld"],
  ["!<arch>", "a library archive; link it with wasm-ld"],
  ["{", "JSON text"],
  ["<", "HTML or XML text: the download of the module probably failed"],
  ["version https://git-lfs", "a Git LFS pointer; fetch the file itself with `git lfs pull`"],
];

/** Says what a file is that is not a module; null for a module. */
export function recognise(bytes: Uint8Array): ReadProblem | null {
  if (bytes.length === 0) return { kind: "not-wasm", message: "the file is empty", offset: 0 };
  if (magic.some((byte, index) => index < bytes.length && bytes[index] !== byte)) {
    return { kind: "not-wasm", message: `this is ${describe(bytes)}`, offset: 0 };
  }
  if (bytes.length < 8) return { kind: "truncated", message: "the file ends in its header", offset: bytes.length };
  const version = (bytes[4] ?? 0) | ((bytes[5] ?? 0) << 8);
  const layer = (bytes[6] ?? 0) | ((bytes[7] ?? 0) << 8);
  if (layer === 1) return { kind: "component", message: "this is a WebAssembly component", offset: 4 };
  if (version === 1 && layer === 0) return null;
  return { kind: "version", message: `the binary format has version ${version}, not 1`, offset: 4 };
}

function describe(bytes: Uint8Array): string {
  const begin = String.fromCharCode(...bytes.subarray(0, 512));
  const text = begin.trimStart();
  if (/^\(\s*(?:module|component)\b/.test(text) || text.startsWith(";;")) {
    return "WebAssembly text; assemble it first, for example with wat2wasm or wasm-as";
  }
  if (begin.slice(257, 262) === "ustar") return "a tar file; unpack it first";
  return strangers.find(([start]) => begin.startsWith(start) || text.startsWith(start))?.[1] ?? "no WebAssembly";
}
